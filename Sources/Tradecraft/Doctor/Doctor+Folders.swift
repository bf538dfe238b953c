import Inbox

#if canImport(Glibc)
import Glibc
#endif

extension Doctor {
    /// The folders of the configuration: there, writable, on file systems that will do.
    func folders() -> [Check] {
        var folders = [
            ("inbox", configuration.inbox), ("outbox", configuration.outbox), ("state", configuration.state),
            ("rejected", configuration.rejected),
        ]
        if configuration.disposal == .move { folders.append(("processed", configuration.processed)) }
        return folders.map { folder($0.0, $0.1) } + [stateFileSystem(), claiming()]
            + [("state", configuration.state), ("outbox", configuration.outbox)].map { space($0.0, $0.1) }
    }

    private func folder(_ name: String, _ path: SystemPath) -> Check {
        let remedy = "give this user the right to write there, or set \(name).path to another folder"
        do throws(InboxError) {
            guard try FileBytes.identityFollowingLinks(path).kind == .folder else {
                return Check(
                    "\(name) folder",
                    .failed,
                    "\(path) is not a folder",
                    remedy: "set \(name).path to a folder"
                )
            }
            try FileBytes.probe(path)
            return Check("\(name) folder", .ok, "\(path) can be written to")
        } catch {
            guard error.code == .notFound else {
                return Check("\(name) folder", .failed, "\(path) cannot be used: \(error)", remedy: remedy)
            }
            let parent = nearestFolder(above: path)
            guard parent.withCString({ access($0, W_OK | X_OK) }) == 0 else {
                return Check("\(name) folder", .failed, "\(path) is not there and cannot be made", remedy: remedy)
            }
            return Check("\(name) folder", .ok, "\(path) is not there yet; it is made when the daemon starts")
        }
    }

    private func stateFileSystem() -> Check {
        let place = nearestFolder(above: configuration.state)
        do throws(InboxError) {
            guard let network = try networkFileSystemName(of: place) else {
                return Check("state file system", .ok, "\(configuration.state) is on a local file system")
            }
            return Check(
                "state file system",
                .failed,
                "\(configuration.state) is on a network file system (\(network)), where SQLite is not safe",
                remedy: "set state.path to a folder on a local disk"
            )
        } catch {
            return Check("state file system", .warning, "the file system cannot be determined: \(error)")
        }
    }

    private func claiming() -> Check {
        let places = [configuration.inbox, configuration.state].map(nearestFolder)
        do throws(InboxError) {
            let devices = [
                try FileBytes.identityFollowingLinks(places[0]), try FileBytes.identityFollowingLinks(places[1]),
            ]
            guard devices[0].device == devices[1].device else {
                return Check(
                    "claiming",
                    .warning,
                    "inbox and state are on different file systems: documents are copied, not renamed",
                    remedy: "put state.path on the file system of the inbox, if it is a local one"
                )
            }
            return Check("claiming", .ok, "documents are claimed by a rename")
        } catch {
            return Check("claiming", .warning, "the file systems cannot be compared: \(error)")
        }
    }

    private func space(_ name: String, _ path: SystemPath) -> Check {
        let place = nearestFolder(above: path)
        let title = "space for \(name)"
        let remedy = "make room on the file system of \(place)"
        do throws(InboxError) {
            let room = try fileSystemRoom(at: place)
            let megabytes = room.bytes / 1_000_000
            // A file system without a fixed number of inodes reports none.
            let isShortOfInodes = (1..<1_000).contains(room.inodes)
            let detail = "\(megabytes) MB are free" + (isShortOfInodes ? ", and \(room.inodes) inodes" : "")
            switch megabytes {
            case ..<20: return Check(title, .failed, detail, remedy: remedy)
            case ..<1_000: return Check(title, .warning, detail, remedy: remedy)
            default:
                return Check(title, isShortOfInodes ? .warning : .ok, detail, remedy: isShortOfInodes ? remedy : nil)
            }
        } catch {
            return Check(title, .warning, "the free space is not known: \(error)")
        }
    }

    /// The path itself if it is there, else the nearest folder on the way to it that is.
    func nearestFolder(above path: SystemPath) -> SystemPath {
        var path = path
        while path.withCString({ access($0, F_OK) }) != 0, path.parent != path { path = path.parent }
        return path
    }
}

extension FileBytes {
    /// What a path leads to.
    fileprivate static func identityFollowingLinks(_ path: SystemPath) throws(InboxError) -> FileIdentity {
        var status = stat()
        guard path.withCString({ stat($0, &status) }) == 0 else {
            throw InboxError(systemError: errno, during: "look at", path: path)
        }
        return FileIdentity(status)
    }
}
