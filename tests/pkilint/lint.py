"""Lints every certificate (*.pem) of a folder in one process; one finding a line of JSON on standard output."""

import json
import sys
from pathlib import Path

from pkilint import loader
from pkilint.pkix import certificate, extension, name

validator = certificate.create_pkix_certificate_validator_container(
    certificate.create_decoding_validators(name.ATTRIBUTE_TYPE_MAPPINGS, extension.EXTENSION_MAPPINGS),
    [
        certificate.create_issuer_validator_container([]),
        certificate.create_validity_validator_container(),
        certificate.create_subject_validator_container([]),
        certificate.create_extensions_validator_container([]),
        certificate.create_spki_validator_container([]),
    ],
)

for path in sorted(Path(sys.argv[1]).glob("*.pem")):
    document = loader.load_pem_certificate(path.read_text(), path.name)
    for result in validator.validate(document.root):
        for description in result.finding_descriptions:
            finding = {
                "file": path.name,
                "severity": description.finding.severity.name,
                "code": description.finding.code,
                "path": str(result.node.path),
                "message": description.message or "",
            }
            print(json.dumps(finding))
