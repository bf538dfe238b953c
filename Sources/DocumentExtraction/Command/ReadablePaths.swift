import CLinux
import Glibc

/// The files of the machine that the libraries and tools need; no other can be read, and none written.
enum ReadablePaths {
    /// Closes the file system but for what is needed, and with it TCP and other processes, as far as the version of
    /// Landlock goes.
    ///
    /// - Returns: The version that is in force; 0 when there is none.
    static func enter(landlock version: Int, tools: [String]) -> Int {
        let rules = clinux_landlock_begin(CInt(clamping: version))
        guard rules >= 0 else { return 0 }
        // What cannot be allowed stays closed: its reader says that something is missing.
        for path in libraries + data {
            _ = clinux_landlock_allow(rules, path, false)
        }
        for path in tools + loaders {
            _ = clinux_landlock_allow(rules, path, true)
        }
        return clinux_landlock_enter(rules) == 0 ? version : 0
    }

    /// Shared libraries, the character sets of iconv among them.
    private static var libraries: [String] {
        #if arch(x86_64)
        let platform = "x86_64-linux-gnu"
        #else
        let platform = "aarch64-linux-gnu"
        #endif
        let folder = "/usr/lib/\(platform)"
        // Systems of the Debian family have a folder for each processor, the others one for all.
        let isSplit = access(folder, F_OK) == 0
        return (isSplit ? [folder, "/lib/\(platform)"] : ["/usr/lib64", "/usr/lib", "/lib64", "/lib"])
            + ["/usr/local/lib", "/etc/ld.so.cache"]
    }

    /// The programs that load the shared libraries of another; the system starts them with the tool.
    private static var loaders: [String] {
        #if arch(x86_64)
        ["/lib64/ld-linux-x86-64.so.2"]
        #else
        ["/lib/ld-linux-aarch64.so.1"]
        #endif
    }

    private static let data = [
        // libmagic
        "/etc/magic", "/usr/share/misc/magic", "/usr/share/misc/magic.mgc", "/usr/share/file", "/usr/lib/file",
        // poppler, and the fonts of pages that bring none
        "/usr/share/poppler", "/etc/fonts", "/usr/share/fontconfig", "/usr/share/fonts", "/usr/local/share/fonts",
        "/var/cache/fontconfig",
        // antiword and catdoc
        "/usr/share/antiword", "/usr/share/catdoc", "/etc/catdocrc",
        // tesseract
        "/usr/share/tesseract-ocr", "/usr/share/tessdata",
        // the time zone of dates
        "/etc/localtime", "/usr/share/zoneinfo",
    ]
}
