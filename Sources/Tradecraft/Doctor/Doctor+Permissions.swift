import Inbox

#if canImport(Glibc)
import Glibc
#endif

extension Doctor {
    /// Who owns the folders, who else may write there, and what kind of file system the inbox is on.
    func permissions() -> [Check] {
        var checks = [
            ("inbox", configuration.inbox), ("outbox", configuration.outbox), ("state", configuration.state),
        ]
        .compactMap { rights($0.0, $0.1) }
        checks.append(inboxFileSystem())
        if let check = renaming() { checks.append(check) }
        if let file = configurationFile { checks.append(configurationRights(file)) }
        if let file = configuration.logFile { checks.append(logFile(file)) }
        return checks
    }

    /// Rights on a folder that is there.
    private func rights(_ name: String, _ path: SystemPath) -> Check? {
        var status = stat()
        guard path.withCString({ stat($0, &status) }) == 0 else { return nil }
        let title = "\(name) rights"
        let owner = getpwuid(status.st_uid).map { String(cString: $0.pointee.pw_name) } ?? "uid \(status.st_uid)"
        let mode = String(status.st_mode & 0o7777, radix: 8)
        let finding = "owned by \(owner), mode \(mode)"
        if name == "state", status.st_uid != geteuid(), geteuid() != 0 {
            return Check(title, .warning, finding, remedy: "run as \(owner), the user whose state directory it is")
        }
        if name == "state", status.st_mode & 0o077 != 0 {
            return Check(title, .warning, "\(finding): others may look into it", remedy: "chmod 700 \(path)")
        }
        // With the sticky bit, as on /tmp, nobody can take away or replace what is another's.
        if status.st_mode & S_IWOTH != 0, status.st_mode & S_ISVTX == 0 {
            return Check(
                title,
                .warning,
                "\(finding): everybody may replace what lies there",
                remedy: "chmod o-w \(path), and put who drops documents into its group"
            )
        }
        return Check(title, .ok, finding)
    }

    private func inboxFileSystem() -> Check {
        let title = "inbox file system"
        do throws(InboxError) {
            guard let network = try networkFileSystemName(of: nearestFolder(above: configuration.inbox)) else {
                return Check(title, .ok, "\(configuration.inbox) is on a local file system")
            }
            return Check(
                title,
                .warning,
                "\(configuration.inbox) is on a network file system (\(network)): what others drop is found by scanning",
                remedy: "lower inbox.rescan-interval (\(configuration.rescanInterval.settingText)) if that is too slow"
            )
        } catch {
            return Check(title, .warning, "the file system cannot be determined: \(error)")
        }
    }

    /// Whether a file can really be renamed from the inbox into the spool: on one device there may be two mounts.
    private func renaming() -> Check? {
        let spool = StateFolder(configuration.state).spool
        let name = ".tradecraft-probe-\(getpid())-rename"
        let (source, target) = (configuration.inbox.appending(name), spool.appending(name))
        let descriptor = source.withCString { open($0, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600) }
        // The checks of the folders say what is wrong with them.
        guard descriptor >= 0 else { return nil }
        close(descriptor)
        defer {
            FileBytes.remove(source)
            FileBytes.remove(target)
        }
        guard spool.withCString({ access($0, F_OK) }) == 0 else { return nil }
        guard source.withCString({ from in target.withCString { rename(from, $0) } }) != 0 else {
            return Check("claim by rename", .ok, "a file was renamed from the inbox into the spool")
        }
        let reason = String(cString: strerror(errno))
        return Check(
            "claim by rename",
            .warning,
            "a file cannot be renamed from the inbox into the spool (\(reason)): documents are copied",
            remedy: "put state.path on the file system of the inbox and under one mount with it"
        )
    }

    private func configurationRights(_ file: String) -> Check {
        var status = stat()
        guard stat(file, &status) == 0, access(file, R_OK) == 0 else {
            return Check("configuration file", .failed, "\(file) cannot be read", remedy: "chmod u+r \(file)")
        }
        guard status.st_mode & S_IWOTH == 0 else {
            return Check(
                "configuration file",
                .warning,
                "everybody may change \(file), and with it which program alerts start",
                remedy: "chmod o-w \(file)"
            )
        }
        return Check("configuration file", .ok, "\(file) can be read, and not changed by everybody")
    }

    private func logFile(_ file: String) -> Check {
        let path = SystemPath(file)
        let isThere = access(file, F_OK) == 0
        let place = isThere ? path : nearestFolder(above: path)
        guard place.withCString({ access($0, W_OK) }) == 0 else {
            return Check(
                "log file",
                .failed,
                "\(place) cannot be written to: \(String(cString: strerror(errno)))",
                remedy: "give the daemon's user the right to write there, or set log.file"
            )
        }
        return Check("log file", .ok, "\(file) can be written to")
    }
}
