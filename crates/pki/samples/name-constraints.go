// Makes chains with name constraints and writes what Go's x509.Verify says of each, one JSON object a line:
// the leaf first, each certificate as base64 of its DER, and the error, empty where the chain holds.
// `go run name-constraints.go SEED COUNT [once]`; Go 1.26 made name-constraints.jsonl with `1 70 once`.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"fmt"
	"math/big"
	mathrand "math/rand"
	"net"
	"net/url"
	"os"
	"strconv"
	"time"
)

var domains = []string{"example.com", ".example.com", "a.example.com", "A.Example.com", "a-b.example.com", "cluster.local",
	"svc.cluster.local", "com", "b.a.example.com", "x.test", "test", ""}
var names = []string{"example.com", "a.example.com", "b.a.example.com", "xexample.com", "a-b.example.com", "*.example.com",
	"*.a.example.com", "kubernetes", "kubernetes.default.svc.cluster.local", "EXAMPLE.com", "x.test", "c.x.test", "*", "com"}
var networks = []string{"10.0.0.0/8", "10.96.0.0/12", "192.0.2.0/24", "192.0.2.7/32", "0.0.0.0/0", "fd00::/8", "fd00:1::/32", "::/0",
	"::ffff:192.0.2.0/120"}
var addresses = []string{"10.96.0.1", "10.1.2.3", "192.0.2.7", "192.0.2.8", "198.51.100.1", "fd00::1", "fd00:1::5", "2001:db8::1"}
var mailDomains = []string{"example.com", ".example.com", "root@example.com", "\"a b\"@x.test", "Root@Example.com", "x.test"}
var mails = []string{"root@example.com", "Root@example.com", "root@EXAMPLE.com", "a@b.example.com", "\"a b\"@x.test", "a@x.test", "nobody", "a..b@x.test", "a@other"}
var uris = []string{"https://example.com/x", "spiffe://a.example.com/ns", "urn:uuid:1", "https://10.0.0.1/", "https://[fd00::1]:80/",
	"https://user@b.a.example.com:6443/p?q#f", "https://x.test", "https://EXAMPLE.com/", "mailto:a@b", "//x.test/y"}

func some(r *mathrand.Rand, from []string, chance float64) (chosen []string) {
	if r.Float64() > chance {
		return nil
	}
	for n := r.Intn(3); n >= 0; n-- {
		chosen = append(chosen, from[r.Intn(len(from))])
	}
	return
}

func nets(texts []string) (all []*net.IPNet) {
	for _, text := range texts {
		_, network, err := net.ParseCIDR(text)
		if err != nil {
			panic(err)
		}
		all = append(all, network)
	}
	return
}

func constrain(r *mathrand.Rand, c *x509.Certificate) {
	const chance = 0.25
	c.PermittedDNSDomains = some(r, domains, chance)
	c.ExcludedDNSDomains = some(r, domains[:11], chance)
	c.PermittedIPRanges = nets(some(r, networks, chance))
	c.ExcludedIPRanges = nets(some(r, networks, chance))
	c.PermittedEmailAddresses = some(r, mailDomains, chance)
	c.ExcludedEmailAddresses = some(r, mailDomains, chance)
	c.PermittedURIDomains = some(r, domains, chance)
	c.ExcludedURIDomains = some(r, domains[:11], chance)
}

func name(r *mathrand.Rand, c *x509.Certificate, chance float64) {
	c.DNSNames = some(r, names, chance)
	for _, text := range some(r, addresses, chance) {
		ip := net.ParseIP(text)
		if four := ip.To4(); four != nil {
			ip = four
		}
		c.IPAddresses = append(c.IPAddresses, ip)
	}
	c.EmailAddresses = some(r, mails, chance/2)
	for _, text := range some(r, uris, chance/2) {
		uri, err := url.Parse(text)
		if err != nil {
			panic(err)
		}
		c.URIs = append(c.URIs, uri)
	}
}

func main() {
	seed, _ := strconv.ParseInt(os.Args[1], 10, 64)
	count, _ := strconv.Atoi(os.Args[2])
	r := mathrand.New(mathrand.NewSource(seed))
	key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	otherKey, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	at := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	template := func(name string, serial int64, ca bool) *x509.Certificate {
		return &x509.Certificate{SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: name},
			NotBefore: at.AddDate(-1, 0, 0), NotAfter: at.AddDate(9, 0, 0), IsCA: ca, BasicConstraintsValid: ca}
	}
	out := json.NewEncoder(os.Stdout)
	seen, good := map[string]bool{}, 0
	for made := 0; made < count; {
		root, middle, leaf := template("root", 1, true), template("middle", 2, true), template("leaf", 3, false)
		constrain(r, root)
		two := r.Intn(3) == 0
		if two {
			constrain(r, middle)
			name(r, middle, 0.2)
		}
		name(r, leaf, 0.5)
		rootDer, err := x509.CreateCertificate(rand.Reader, root, root, key.Public(), key)
		if err != nil {
			panic(err)
		}
		issuer, issuerKey := root, key
		chain := [][]byte{}
		if two {
			middleDer, err := x509.CreateCertificate(rand.Reader, middle, root, otherKey.Public(), key)
			if err != nil {
				panic(err)
			}
			issuer, issuerKey = middle, otherKey
			chain = append(chain, middleDer)
		}
		leafDer, err := x509.CreateCertificate(rand.Reader, leaf, issuer, key.Public(), issuerKey)
		if err != nil {
			panic(err)
		}
		chain = append(append([][]byte{leafDer}, chain...), rootDer)
		var parsed []*x509.Certificate
		broken := false
		for _, der := range chain {
			certificate, err := x509.ParseCertificate(der)
			if err != nil {
				broken = true
				break
			}
			parsed = append(parsed, certificate)
		}
		if broken {
			continue
		}
		roots, middles := x509.NewCertPool(), x509.NewCertPool()
		roots.AddCert(parsed[len(parsed)-1])
		for _, certificate := range parsed[1 : len(parsed)-1] {
			middles.AddCert(certificate)
		}
		_, err = parsed[0].Verify(x509.VerifyOptions{Roots: roots, Intermediates: middles, CurrentTime: at,
			KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny}})
		text := ""
		if err != nil {
			text = err.Error()
		}
		if len(os.Args) > 3 && seen[text] {
			continue // the committed file holds each error once, and 20 chains that hold
		}
		if text == "" {
			good++
		}
		seen[text] = text != "" || good >= 20
		out.Encode(map[string]any{"chain": chain, "error": text})
		made++
	}
	fmt.Fprintln(os.Stderr, len(seen), "different errors")
}
