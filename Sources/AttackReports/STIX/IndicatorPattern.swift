/// The patterns of STIX 2.1 that match an indicator where it is seen.
enum IndicatorPattern {
    /// The pattern; `nil` for kinds that STIX has no object for, or an object of their own.
    static func text(for indicator: ReportedIndicator) -> String? {
        let value = quoted(indicator.value)
        switch indicator.kind {
        case .ipv4: return "[ipv4-addr:value = \(value)]"
        case .ipv6: return "[ipv6-addr:value = \(value)]"
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
        case .filePath: return path(indicator.value)
        case .registryKey: return "[windows-registry-key:key = \(value)]"
        case .autonomousSystem:
            let number = indicator.value.utf8.drop { $0 < UInt8(ascii: "0") || $0 > UInt8(ascii: "9") }
            return Int(String(decoding: number, as: UTF8.self)).map { "[autonomous-system:number = \($0)]" }
        case .vulnerability, .bitcoin: return nil
        }
    }

    /// A file in its folder; a path without a folder is a file's name.
    private static func path(_ value: String) -> String {
        guard let slash = value.lastIndex(where: { $0 == "\\" || $0 == "/" }), slash > value.startIndex else {
            return "[file:name = \(quoted(value))]"
        }
        let name = value[value.index(after: slash)...]
        let folder = value[..<slash]
        return "[file:name = \(quoted(String(name))) AND file:parent_directory_ref.path = \(quoted(String(folder)))]"
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
