import Inbox

#if canImport(Glibc)
import Glibc
#endif

/// A program that prints a page as a PDF.
struct PDFProgram: Hashable, Sendable {
    /// The programs that we know how to call.
    enum Kind: String, CaseIterable, Sendable {
        /// Chromium, or Chrome, without a window.
        case chromium
        /// WeasyPrint, which is no browser and runs nothing.
        case weasyprint

        /// What its file may be called.
        var names: [String] {
            switch self {
            case .chromium: ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]
            case .weasyprint: ["weasyprint"]
            }
        }
    }

    /// Where programs are looked for.
    static let folders = ["/usr/local/bin", "/usr/bin", "/bin"]

    /// What sort of program it is.
    let kind: Kind
    /// Where it is.
    let path: String

    /// The kinds that a setting asks for, the preferred first.
    static func kinds(_ setting: ReportSettings.PDF) -> [Kind] {
        switch setting {
        case .off: []
        case .auto: Kind.allCases
        case .chromium: [.chromium]
        case .weasyprint: [.weasyprint]
        }
    }

    /// The program of a kind; nil where the machine has none.
    static func find(_ kind: Kind, in folders: [String] = folders) -> PDFProgram? {
        for name in kind.names {
            for folder in folders where access("\(folder)/\(name)", X_OK) == 0 {
                return PDFProgram(kind: kind, path: "\(folder)/\(name)")
            }
        }
        return nil
    }

    /// The command line that prints a page in a folder.
    func arguments(page: SystemPath, output: SystemPath, folder: SystemPath, isRoot: Bool) -> [String] {
        switch kind {
        case .weasyprint: ["--quiet", "--encoding", "utf-8", page.description, output.description]
        case .chromium:
            // The page loads nothing; should it ever try to, there is no network here either. No memory is written that is
            // run, which a hardened service forbids.
            (isRoot ? ["--no-sandbox"] : []) + [
                "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--user-data-dir=\(folder)/profile",
                "--no-first-run", "--no-default-browser-check", "--disable-extensions", "--disable-sync",
                "--disable-background-networking", "--disable-component-update", "--disable-default-apps",
                "--disable-breakpad", "--password-store=basic", "--use-mock-keychain",
                "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=http://127.0.0.1:9",
                "--js-flags=--jitless", "--no-pdf-header-footer", "--generate-pdf-document-outline",
                "--print-to-pdf=\(output)", Self.address(of: page),
            ]
        }
    }

    /// The environment of the program: its own folder is all that it knows of the machine.
    func environment(folder: SystemPath, seconds: Int64) -> [String: String] {
        let folder = folder.description
        return [
            "PATH": Self.folders.joined(separator: ":"), "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8",
            "XDG_CONFIG_HOME": folder, "XDG_CACHE_HOME": folder, "XDG_RUNTIME_DIR": folder,
            "SOURCE_DATE_EPOCH": "\(seconds)",
        ]
    }

    /// The `file:` address of a file.
    private static func address(of file: SystemPath) -> String {
        let plain = Set("/-._~".utf8).union(UInt8(ascii: "a")...UInt8(ascii: "z"))
            .union(UInt8(ascii: "A")...UInt8(ascii: "Z")).union(UInt8(ascii: "0")...UInt8(ascii: "9"))
        var address = "file://"
        for byte in file.bytes {
            if plain.contains(byte) {
                address.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                address += "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))"
            }
        }
        return address
    }
}
