//! Makes many distinct certificates for the benchmarks: `certificates FOLDER COUNT`.
//!
//! Each is what the CA of a cluster signs for a kubelet: a P-256 key of its own, node name and address, a year of
//! validity, a signature that holds. `FOLDER/files/` gets one file each, `FOLDER/bundle.pem` all of them, the CA first.
//! The same count gives the same bytes.

use std::error::Error;
use std::fs;
use std::net::Ipv4Addr;
use std::path::Path;
use std::time::Duration;

use p256::ecdsa::{DerSignature, SigningKey};
use x509_cert::Certificate;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{Builder, CertificateBuilder, Result as Built};
use x509_cert::certificate::TbsCertificate;
use x509_cert::der::asn1::{Ia5String, OctetString, UtcTime};
use x509_cert::der::oid::db::rfc5280::{ID_KP_CLIENT_AUTH, ID_KP_SERVER_AUTH};
use x509_cert::der::{EncodePem, flagset::FlagSet};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages, SubjectAltName,
};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{SubjectPublicKeyInfo, SubjectPublicKeyInfoRef};
use x509_cert::time::{Time, Validity};

/// 2026-01-01T00:00:00Z, in seconds since 1970.
const BEGIN: u64 = 1_767_225_600;
const HOUR: u64 = 3600;
const YEAR: u64 = 365 * 24 * HOUR;

/// Subject and issuer as given, and no extension but those that are added.
struct Plain {
    subject: Name,
    issuer: Name,
}

impl BuilderProfile for Plain {
    fn get_issuer(&self, _: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        _: SubjectPublicKeyInfoRef<'_>,
        _: SubjectPublicKeyInfoRef<'_>,
        _: &TbsCertificate,
    ) -> Built<Vec<Extension>> {
        Ok(Vec::new())
    }
}

struct Maker {
    random: fastrand::Rng,
    authority: SigningKey,
    issuer: Name,
}

impl Maker {
    fn key(random: &mut fastrand::Rng) -> SigningKey {
        // All but a vanishing part of the 32-byte strings are keys.
        std::iter::repeat_with(|| std::array::from_fn::<u8, 32, _>(|_| random.u8(..)))
            .find_map(|bytes| SigningKey::from_slice(&bytes).ok())
            .expect("an endless search")
    }

    fn builder(
        &mut self,
        subject: &str,
        key: &SigningKey,
        begin: u64,
    ) -> Result<CertificateBuilder<Plain>, Box<dyn Error>> {
        let validity = Validity::new(at(begin)?, at(begin + YEAR)?);
        let serial = SerialNumber::new(&(self.random.u64(..) >> 1).to_be_bytes())?;
        let profile = Plain { subject: subject.parse()?, issuer: self.issuer.clone() };
        let public = SubjectPublicKeyInfo::from_key(key.verifying_key())?;
        Ok(CertificateBuilder::new(profile, serial, validity, public)?)
    }

    fn authority(&mut self) -> Result<Certificate, Box<dyn Error>> {
        let key = self.authority.clone();
        let mut builder = self.builder("CN=kubernetes", &key, BEGIN)?;
        builder.add_extension((true, &KeyUsage(KeyUsages::KeyCertSign | KeyUsages::DigitalSignature)))?;
        builder.add_extension((true, &BasicConstraints { ca: true, path_len_constraint: None }))?;
        Ok(builder.build::<_, DerSignature>(&self.authority)?)
    }

    fn kubelet(&mut self, number: u32) -> Result<Certificate, Box<dyn Error>> {
        let key = Self::key(&mut self.random);
        let name = format!("node-{number:05}");
        let begin = BEGIN + u64::from(number) * HOUR / 2;
        let mut builder = self.builder(&format!("CN=system:node:{name},O=system:nodes"), &key, begin)?;
        let address = Ipv4Addr::from(u32::from(Ipv4Addr::new(10, 0, 0, 0)) + number);
        let usages: FlagSet<KeyUsages> = KeyUsages::DigitalSignature.into();
        builder.add_extension((true, &KeyUsage(usages)))?;
        builder.add_extension(&ExtendedKeyUsage(vec![ID_KP_SERVER_AUTH, ID_KP_CLIENT_AUTH]))?;
        builder.add_extension((true, &BasicConstraints { ca: false, path_len_constraint: None }))?;
        let identifier = Some(OctetString::new([7; 20])?);
        builder.add_extension(&AuthorityKeyIdentifier { key_identifier: identifier, ..Default::default() })?;
        builder.add_extension(&SubjectAltName(vec![
            GeneralName::DnsName(Ia5String::new(&name)?),
            GeneralName::IpAddress(OctetString::new(address.octets())?),
        ]))?;
        Ok(builder.build::<_, DerSignature>(&self.authority)?)
    }
}

fn at(seconds: u64) -> Result<Time, Box<dyn Error>> {
    Ok(Time::UtcTime(UtcTime::from_unix_duration(Duration::from_secs(seconds))?))
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, count] = arguments.as_slice() else { return Err("certificates FOLDER COUNT".into()) };
    let (folder, count): (&Path, u32) = (Path::new(folder), count.parse()?);
    let files = folder.join("files");
    fs::create_dir_all(&files)?;
    let mut random = fastrand::Rng::with_seed(1);
    let authority = Maker::key(&mut random);
    let mut maker = Maker { random, authority, issuer: "CN=kubernetes".parse()? };
    let mut bundle = String::new();
    for number in 0..count {
        let (name, certificate) = match number {
            0 => ("ca".to_owned(), maker.authority()?),
            _ => (format!("node-{number:05}"), maker.kubelet(number)?),
        };
        let pem = certificate.to_pem(Default::default())?;
        fs::write(files.join(format!("{name}.pem")), &pem)?;
        bundle.push_str(&pem);
    }
    fs::write(folder.join("bundle.pem"), bundle)?;
    Ok(())
}
