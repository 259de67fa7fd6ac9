//! The Go types of kubeadm's configuration, as far as decoding needs them: field names, their types, and in which API
//! versions they exist (spec section 8; app/apis/kubeadm/v1beta1 to v1beta4 `types.go`).

use super::shape::Kind::{AnyMap, Bool, BoolMap, Duration, Int32, List, Str, StringList, StringMap, Struct, Time};

/// A struct type.
pub(super) struct Shape {
    /// Its name in Go.
    pub(super) name: &'static str,
    /// Its fields.
    pub(super) fields: &'static [Field],
}

/// A field of a struct.
pub(super) struct Field {
    /// Its name in JSON.
    pub(super) name: &'static str,
    /// Its type.
    pub(super) kind: Kind,
    /// The first and the last API version that have it, as numbers: 4 is v1beta4.
    pub(super) versions: (u8, u8),
}

/// The type of a field.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// `string`.
    Str,
    /// `bool`.
    Bool,
    /// `int32`.
    Int32,
    /// `metav1.Duration`.
    Duration,
    /// `metav1.Time`.
    Time,
    /// `[]string`.
    StringList,
    /// `map[string]string`.
    StringMap,
    /// `map[string]bool`.
    BoolMap,
    /// A map that is not looked into.
    AnyMap,
    /// A struct.
    Struct(&'static Shape),
    /// A list of structs, its name in Go and its elements.
    List(&'static Shape),
}

const ALWAYS: (u8, u8) = (0, u8::MAX);
const UP_TO_V1BETA3: (u8, u8) = (0, 3);
const FROM_V1BETA3: (u8, u8) = (3, u8::MAX);
const FROM_V1BETA4: (u8, u8) = (4, u8::MAX);
const UP_TO_V1BETA2: (u8, u8) = (0, 2);

const fn field(name: &'static str, kind: Kind, versions: (u8, u8)) -> Field {
    Field { name, kind, versions }
}

const fn always(name: &'static str, kind: Kind) -> Field {
    field(name, kind, ALWAYS)
}

static ARGUMENT: Shape =
    Shape { name: "Arg", fields: &[always("name", Str), always("value", Str), always("mergeMethod", Str)] };

static VARIABLE: Shape =
    Shape { name: "EnvVar", fields: &[always("name", Str), always("value", Str), always("valueFrom", AnyMap)] };

static VOLUME: Shape = Shape {
    name: "HostPathMount",
    fields: &[
        always("name", Str),
        always("hostPath", Str),
        always("mountPath", Str),
        always("readOnly", Bool),
        always("pathType", Str),
    ],
};

static COMPONENT: Shape = Shape {
    name: "ControlPlaneComponent",
    fields: &[
        field("extraArgs", StringMap, UP_TO_V1BETA3),
        field("extraArgs", List(&ARGUMENT), FROM_V1BETA4),
        always("extraVolumes", List(&VOLUME)),
        field("extraEnvs", List(&VARIABLE), FROM_V1BETA4),
    ],
};

static API_SERVER: Shape = Shape {
    name: "APIServer",
    fields: &[
        field("extraArgs", StringMap, UP_TO_V1BETA3),
        field("extraArgs", List(&ARGUMENT), FROM_V1BETA4),
        always("extraVolumes", List(&VOLUME)),
        field("extraEnvs", List(&VARIABLE), FROM_V1BETA4),
        always("certSANs", StringList),
        field("timeoutForControlPlane", Duration, UP_TO_V1BETA3),
    ],
};

static LOCAL_ETCD: Shape = Shape {
    name: "LocalEtcd",
    fields: &[
        always("imageRepository", Str),
        always("imageTag", Str),
        always("dataDir", Str),
        field("extraArgs", StringMap, UP_TO_V1BETA3),
        field("extraArgs", List(&ARGUMENT), FROM_V1BETA4),
        field("extraEnvs", List(&VARIABLE), FROM_V1BETA4),
        always("serverCertSANs", StringList),
        always("peerCertSANs", StringList),
    ],
};

static EXTERNAL_ETCD: Shape = Shape {
    name: "ExternalEtcd",
    fields: &[
        always("endpoints", StringList),
        field("httpEndpoints", StringList, FROM_V1BETA4),
        always("caFile", Str),
        always("certFile", Str),
        always("keyFile", Str),
    ],
};

static ETCD: Shape =
    Shape { name: "Etcd", fields: &[always("local", Struct(&LOCAL_ETCD)), always("external", Struct(&EXTERNAL_ETCD))] };

static NETWORKING: Shape = Shape {
    name: "Networking",
    fields: &[always("serviceSubnet", Str), always("podSubnet", Str), always("dnsDomain", Str)],
};

static DNS: Shape = Shape {
    name: "DNS",
    fields: &[
        field("type", Str, UP_TO_V1BETA2),
        always("imageRepository", Str),
        always("imageTag", Str),
        field("disabled", Bool, FROM_V1BETA4),
    ],
};

static PROXY: Shape = Shape { name: "Proxy", fields: &[always("disabled", Bool)] };

/// `ClusterConfiguration`.
pub(super) static CLUSTER: Shape = Shape {
    name: "ClusterConfiguration",
    fields: &[
        always("apiVersion", Str),
        always("kind", Str),
        always("etcd", Struct(&ETCD)),
        always("networking", Struct(&NETWORKING)),
        always("kubernetesVersion", Str),
        always("controlPlaneEndpoint", Str),
        always("apiServer", Struct(&API_SERVER)),
        always("controllerManager", Struct(&COMPONENT)),
        always("scheduler", Struct(&COMPONENT)),
        always("dns", Struct(&DNS)),
        field("proxy", Struct(&PROXY), FROM_V1BETA4),
        always("certificatesDir", Str),
        always("imageRepository", Str),
        field("useHyperKubeImage", Bool, UP_TO_V1BETA2),
        always("featureGates", BoolMap),
        always("clusterName", Str),
        field("encryptionAlgorithm", Str, FROM_V1BETA4),
        field("certificateValidityPeriod", Duration, FROM_V1BETA4),
        field("caCertificateValidityPeriod", Duration, FROM_V1BETA4),
    ],
};

static BOOTSTRAP_TOKEN: Shape = Shape {
    name: "BootstrapToken",
    fields: &[
        always("token", Str),
        always("description", Str),
        always("ttl", Duration),
        always("expires", Time),
        always("usages", StringList),
        always("groups", StringList),
    ],
};

static TAINT: Shape = Shape {
    name: "Taint",
    fields: &[always("key", Str), always("value", Str), always("effect", Str), always("timeAdded", Time)],
};

static NODE_REGISTRATION: Shape = Shape {
    name: "NodeRegistrationOptions",
    fields: &[
        always("name", Str),
        always("criSocket", Str),
        always("taints", List(&TAINT)),
        field("kubeletExtraArgs", StringMap, UP_TO_V1BETA3),
        field("kubeletExtraArgs", List(&ARGUMENT), FROM_V1BETA4),
        always("ignorePreflightErrors", StringList),
        field("imagePullPolicy", Str, FROM_V1BETA3),
        field("imagePullSerial", Bool, FROM_V1BETA4),
    ],
};

static LOCAL_API_ENDPOINT: Shape =
    Shape { name: "APIEndpoint", fields: &[always("advertiseAddress", Str), always("bindPort", Int32)] };

static PATCHES: Shape = Shape { name: "Patches", fields: &[always("directory", Str)] };

static TIMEOUTS: Shape = Shape {
    name: "Timeouts",
    fields: &[
        always("controlPlaneComponentHealthCheck", Duration),
        always("kubeletHealthCheck", Duration),
        always("kubernetesAPICall", Duration),
        always("etcdAPICall", Duration),
        always("tlsBootstrap", Duration),
        always("discovery", Duration),
        always("upgradeManifests", Duration),
    ],
};

/// `InitConfiguration`.
pub(super) static INIT: Shape = Shape {
    name: "InitConfiguration",
    fields: &[
        always("apiVersion", Str),
        always("kind", Str),
        always("bootstrapTokens", List(&BOOTSTRAP_TOKEN)),
        field("dryRun", Bool, FROM_V1BETA4),
        always("nodeRegistration", Struct(&NODE_REGISTRATION)),
        always("localAPIEndpoint", Struct(&LOCAL_API_ENDPOINT)),
        always("certificateKey", Str),
        field("skipPhases", StringList, FROM_V1BETA3),
        field("patches", Struct(&PATCHES), FROM_V1BETA3),
        field("timeouts", Struct(&TIMEOUTS), FROM_V1BETA4),
    ],
};

impl Shape {
    /// The field of that name in an API version.
    pub(super) fn field(&self, name: &str, version: u8) -> Option<&'static Field> {
        let (first, last) = (|field: &Field| field.versions.0, |field: &Field| field.versions.1);
        self.fields.iter().find(|field| field.name == name && (first(field)..=last(field)).contains(&version))
    }
}
