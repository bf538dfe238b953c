/// The patterns of STIX 2.1 that match an indicator where it is seen.
enum IndicatorPattern {
    /// The pattern; `nil` for kinds that STIX has no object for, or an object of their own.
    static func text(for indicator: ReportedIndicator) -> String? {
        let value = quoted(indicator.value)
        switch indicator.kind {
        case .ipv4: return address("ipv4-addr", indicator.value)
        case .ipv6: return address("ipv6-addr", indicator.value)
        case .domain: return "[domain-name:value = \(value)]"
        case .url: return "[url:value = \(value)]"
        case .email: return "[email-addr:value = \(value)]"
        case .md5: return "[file:hashes.MD5 = \(value)]"
        case .sha1: return "[file:hashes.'SHA-1' = \(value)]"
        case .sha256: return "[file:hashes.'SHA-256' = \(value)]"
        case .sha512: return "[file:hashes.'SHA-512' = \(value)]"
        case .ssdeep: return "[file:hashes.SSDEEP = \(value)]"
        case .imphash: return "[file:extensions.'windows-pebinary-ext'.imphash = \(value)]"
        case .fileName: return "[file:name = \(value)]"
        case .filePath: return path(FilePath(indicator.value))
        case .registryKey: return "[windows-registry-key:key = \(value)]"
        case .autonomousSystem:
            return IndicatorSyntax.autonomousSystem(indicator.value).map { "[autonomous-system:number = \($0)]" }
        case .vulnerability, .bitcoin: return nil
        }
    }

    /// An address, or any address of a network.
    private static func address(_ type: String, _ value: String) -> String {
        "[\(type):value \(IndicatorSyntax.isNetwork(value) ? "ISSUBSET" : "=") \(quoted(value))]"
    }

    private static func path(_ path: FilePath) -> String {
        switch (path.name, path.folder) {
        case (let name?, let folder?):
            "[file:name = \(quoted(name)) AND file:parent_directory_ref.path = \(quoted(folder))]"
        case (let name?, nil): "[file:name = \(quoted(name))]"
        case (nil, let folder): "[directory:path = \(quoted(folder ?? ""))]"
        }
    }

    /// A string of the pattern language: in single quotes, which are escaped in it, as backslashes are.
    private static func quoted(_ text: String) -> String {
        var quoted = "'"
        for scalar in text.unicodeScalars {
            if scalar == "'" || scalar == "\\" {
                quoted.append("\\")
            }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "'"
    }
}
