/// An observable of STIX 2.1: the thing itself that an indicator looks for.
///
/// Its id follows from its content by section 2.9 of the standard, so that every platform and every report means the
/// same object by the same address.
struct Observable {
    /// The type that STIX gives it.
    let type: String
    /// What it says of itself, without id and type.
    let members: [(key: String, value: JSONValue)]
    /// The folder that it lies in, an observable too.
    let folder: [Observable]
    /// The id.
    let id: String

    /// The observable that an indicator's pattern matches.
    ///
    /// None where STIX has no object for it, or one that would need what a document does not tell: an import hash belongs
    /// to a program of a known kind, and not every link is a URL to the letter.
    init?(_ indicator: ReportedIndicator) {
        let value: JSONValue = .string(indicator.value)
        switch indicator.kind {
        case .ipv4: self.init("ipv4-addr", [("value", value)])
        case .ipv6: self.init("ipv6-addr", [("value", value)])
        case .domain: self.init("domain-name", [("value", value)])
        case .url:
            guard IndicatorSyntax.isURI(indicator.value) else { return nil }
            self.init("url", [("value", value)])
        case .email: self.init("email-addr", [("value", value)])
        case .md5: self.init("file", [("hashes", .object([("MD5", value)]))])
        case .sha1: self.init("file", [("hashes", .object([("SHA-1", value)]))])
        case .sha256: self.init("file", [("hashes", .object([("SHA-256", value)]))])
        case .sha512: self.init("file", [("hashes", .object([("SHA-512", value)]))])
        case .ssdeep: self.init("file", [("hashes", .object([("SSDEEP", value)]))])
        case .fileName: self.init("file", [("name", value)])
        case .filePath: self.init(FilePath(indicator.value))
        case .registryKey: self.init("windows-registry-key", [("key", value)])
        case .autonomousSystem:
            guard let number = IndicatorSyntax.autonomousSystem(indicator.value) else { return nil }
            self.init("autonomous-system", [("number", .integer(number))])
        case .vulnerability, .bitcoin, .imphash: return nil
        }
    }

    private init(_ path: FilePath) {
        let folder = path.folder.map { Observable("directory", [("path", .string($0))]) }
        guard let name = path.name else {
            self = folder ?? Observable("directory", [("path", .string(""))])
            return
        }
        guard let folder else {
            self.init("file", [("name", .string(name))])
            return
        }
        self.init("file", [("name", .string(name)), ("parent_directory_ref", .string(folder.id))], in: [folder])
    }

    private init(_ type: String, _ members: [(key: String, value: JSONValue)], in folder: [Observable] = []) {
        self.type = type
        self.members = members
        self.folder = folder
        let name = CanonicalJSON.text(of: .object(members))
        id = "\(type)--\(NameBasedUUID.text(for: name, in: NameBasedUUID.observables))"
    }
}
