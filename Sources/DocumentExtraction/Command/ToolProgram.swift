import Glibc

/// The separate programs that readers may start.
enum ToolProgram {
    /// Their names; no other program can be started from within the sandbox.
    static let names = ["pdftotext", "pdftoppm", "antiword", "catdoc", "xls2csv", "catppt", "tesseract"]

    /// Where the program is: the first of the folders in `PATH` that has it; `nil` if none has.
    static func path(of name: String) -> String? {
        for folder in folders.split(separator: ":") where folder.hasPrefix("/") {
            let path = "\(folder)/\(name)"
            if access(path, X_OK) == 0 { return path }
        }
        return nil
    }

    /// The folders that are searched, separated by colons.
    static var folders: String { getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin" }
}
