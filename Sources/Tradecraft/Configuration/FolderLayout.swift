import Inbox

#if canImport(Glibc)
import Glibc
#endif

/// Where folders may lie: nothing that the daemon writes to may be found by a scan of the inbox.
enum FolderLayout {
    /// Checks that no other folder is the inbox or lies in it.
    ///
    /// Links are followed, as far as the folders are there already.
    static func check(_ configuration: Configuration) throws(ConfigurationError) {
        let inbox = real(configuration.inbox)
        let others = [
            ("outbox.path", configuration.outbox), ("state.path", configuration.state),
            ("rejected.path", configuration.rejected), ("processed.path", configuration.processed),
        ]
        for (key, path) in others where isSame(real(path), orInside: inbox) {
            throw ConfigurationError(
                place: "folders",
                key: key,
                detail: "expected a folder outside the inbox \(configuration.inbox), found \(path): its files would be "
                    + "taken for dropped documents"
            )
        }
    }

    private static func isSame(_ path: [Substring], orInside folder: [Substring]) -> Bool {
        path.starts(with: folder)
    }

    /// The components of a path, absolute, without links and dots; a part that is not there yet stays as written.
    private static func real(_ path: SystemPath) -> [Substring] {
        var missing: [Substring] = []
        var known = path.string
        while true {
            if let resolved = known.withCString({ realpath($0, nil) }) {
                defer { free(resolved) }
                var components = String(cString: resolved).split(separator: "/")
                for component in missing where component != "." {
                    if component == ".." { _ = components.popLast() } else { components.append(component) }
                }
                return components
            }
            var components = known.split(separator: "/")
            // The working folder itself may be gone: then nothing is above what was written.
            guard known != ".", let last = components.popLast() else { return missing }
            missing.insert(last, at: 0)
            known = (known.hasPrefix("/") ? "/" : "") + components.joined(separator: "/")
            if known.isEmpty { known = "." }
        }
    }
}
