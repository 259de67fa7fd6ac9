#!/bin/sh
# Makes the samples. They are committed: the tests do not run this.
set -e
ca() { # name, key options, request options
  name=$1; shift
  openssl genpkey "$@" -out $name.key 2>/dev/null
}
ca rsa-2048 -algorithm RSA -pkeyopt rsa_keygen_bits:2048
ca rsa-512 -algorithm RSA -pkeyopt rsa_keygen_bits:512
ca rsa-1024 -algorithm RSA -pkeyopt rsa_keygen_bits:1024
ca p224 -algorithm EC -pkeyopt ec_paramgen_curve:P-224
ca p256 -algorithm EC -pkeyopt ec_paramgen_curve:P-256
ca p384 -algorithm EC -pkeyopt ec_paramgen_curve:P-384
ca p521 -algorithm EC -pkeyopt ec_paramgen_curve:P-521
ca secp256k1 -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1
ca ed25519 -algorithm ED25519
ca x25519 -algorithm X25519
ca rsa-pss -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048
cat > every.cnf <<'CNF'
[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical,CA:TRUE,pathlen:2
keyUsage = critical,digitalSignature,keyCertSign,cRLSign
subjectKeyIdentifier = hash
nameConstraints = permitted;DNS:.example.org,permitted;IP:10.0.0.0/255.0.0.0,excluded;email:.example.net
[every]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,keyEncipherment
extendedKeyUsage = serverAuth,clientAuth,1.2.3.4
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid,issuer:always
subjectAltName = DNS:kubernetes,DNS:*.example.org,IP:10.96.0.1,IP:fd00::1,email:a@example.org,URI:spiffe://cluster.local/ns/a,RID:1.2.3,otherName:1.2.3.4;UTF8:text,dirName:dir
crlDistributionPoints = URI:http://crl.example.org/a.crl,URI:http://crl.example.org/b.crl
authorityInfoAccess = OCSP;URI:http://ocsp.example.org,caIssuers;URI:http://ca.example.org/ca.crt
certificatePolicies = 1.2.3.5,@policy
nsComment = "made for a test"
nsCertType = client,server
1.2.3.4.5 = ASN1:UTF8String:unknown
[policy]
policyIdentifier = 1.2.3.6
CPS.1 = "http://cps.example.org"
[dir]
CN = directory
CNF
req() { openssl req -x509 -config every.cnf -extensions ca -days 36500 "$@"; }
for key in rsa-2048 p256 p384 p521; do
  req -key $key.key -subj /CN=$key-ca -out $key-ca.crt
  openssl req -new -key $key.key -config every.cnf -subj "/O=a/O=b/CN=leaf of $key" -addext "subjectAltName=DNS:a.example.org,IP:10.1.2.3" -out $key.csr
done
openssl req -new -key p256.key -config every.cnf -subj "/O=system:masters/CN=every" -out every.csr
openssl x509 -req -in every.csr -CA rsa-2048-ca.crt -CAkey rsa-2048.key -days 36500 -set_serial 0x0123456789abcdef0011223344556677 -extfile every.cnf -extensions every -out every.crt 2>/dev/null
for hash in sha1 sha224 sha384 sha512 md5; do
  req -key rsa-2048.key -$hash -subj /CN=rsa-$hash -out rsa-$hash.crt
done
for hash in sha1 sha224 sha256 sha512; do
  req -key p384.key -$hash -subj /CN=p384-$hash -out p384-$hash.crt
done
req -key rsa-2048.key -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 -subj /CN=pss -out pss.crt
req -key rsa-512.key -sha256 -subj /CN=rsa-512 -out rsa-512.crt
req -key rsa-1024.key -sha256 -subj /CN=rsa-1024 -out rsa-1024.crt
req -key ed25519.key -subj /CN=ed25519 -out ed25519.crt
req -key p224.key -subj /CN=p224 -out p224.crt
req -key secp256k1.key -subj /CN=secp256k1 -out secp256k1.crt
req -key rsa-pss.key -subj /CN=rsa-pss -out rsa-pss.crt
openssl rsa -in rsa-2048.key -traditional -out rsa-2048.pkcs1 2>/dev/null
openssl ec -in p256.key -out p256.sec1 2>/dev/null
openssl ec -in p384.key -out p384.sec1 2>/dev/null
openssl ec -in p521.key -out p521.sec1 2>/dev/null
openssl ecparam -name prime256v1 -genkey -out p256-with-parameters.sec1 2>/dev/null
openssl pkey -in p256.key -pubout -out p256.pub
openssl pkey -in rsa-2048.key -pubout -out rsa-2048.pub
openssl rsa -in rsa-2048.key -RSAPublicKey_out -out rsa-2048.pub1 2>/dev/null
for cipher in aes-128-cbc aes-192-cbc aes-256-cbc des3; do
  openssl rsa -in rsa-2048.key -traditional -$cipher -passout pass:secret -out legacy-$cipher.key 2>/dev/null
  openssl pkcs8 -topk8 -in p256.key -v2 $cipher -passout pass:secret -out pbes2-$cipher.key
done
openssl pkcs8 -topk8 -in p256.key -v2 aes-256-cbc -v2prf hmacWithSHA1 -passout pass:secret -out pbes2-sha1.key
openssl pkcs8 -topk8 -in p256.key -v2 aes-256-cbc -v2prf hmacWithSHA512 -passout pass:secret -out pbes2-sha512.key
openssl pkcs8 -topk8 -in p256.key -scrypt -passout pass:secret -out scrypt.key
openssl pkcs8 -topk8 -in p256.key -v1 PBE-SHA1-3DES -passout pass:secret -out pbe-sha1-3des.key
