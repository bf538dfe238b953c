/// Lists what is in the inbox and says of each entry what is to become of it.
///
/// A scan opens folders only, never a file, and follows no link. It is the truth about the inbox; events are hints to
/// scan soon.
package struct InboxScanner: Sendable {
    /// The inbox.
    package let root: SystemPath
    /// What the scan takes, ignores and refuses.
    package let options: ScanOptions

    /// A scanner of the folder at `root`.
    package init(root: SystemPath, options: ScanOptions = ScanOptions()) {
        self.root = root
        self.options = options
    }

    /// Lists the inbox and its sub-folders.
    ///
    /// - Throws: when the inbox itself cannot be listed ("inbox unavailable"); a sub-folder that cannot be listed is
    ///   reported in the result, and one that vanishes meanwhile is no failure.
    package func scan() throws(InboxError) -> InboxScan {
        let folder = try Folder(at: root)
        var scan = InboxScan(rootIdentity: try folder.descriptor.identity(of: root))
        try walk(folder, at: nil, depth: 0, for: &scan)
        return scan
    }

    /// Shows a visitor the entries of a folder and of its sub-folders, those of a folder before those below it.
    func walk(
        _ folder: borrowing Folder,
        at path: RelativePath?,
        depth: Int,
        for visitor: inout some InboxVisitor
    ) throws(InboxError) {
        visitor.enterFolder()
        var subfolders: [FileName] = []
        // Listed only where the names beside a document say whether it is whole.
        var listed: [ScannedEntry] = []
        try folder.forEachEntry { (name) throws(InboxError) in
            let entryPath = path?.appending(name) ?? RelativePath(name)
            let identity: FileIdentity
            do throws(InboxError) {
                // Gone between the listing and the look: it is no longer there.
                guard let seen = try folder.identity(of: name) else { return }
                identity = seen
            } catch {
                visitor.add(error)
                return
            }
            if let pattern = options.ignoredNames.match(name) {
                visitor.add(ScannedEntry(path: entryPath, identity: identity, verdict: .ignored(pattern: pattern)))
            } else if identity.kind == .folder, depth < options.maximumDepth {
                subfolders.append(name)
            } else {
                let entry = ScannedEntry(path: entryPath, identity: identity, verdict: verdict(on: identity))
                if options.doneSuffix == nil { visitor.add(entry) } else { listed.append(entry) }
            }
        }
        if let suffix = options.doneSuffix {
            Self.applyDoneFiles(suffix, to: &listed)
            for entry in listed { visitor.add(entry) }
        }
        for name in subfolders {
            do throws(InboxError) {
                let innerPath = path?.appending(name) ?? RelativePath(name)
                try walk(folder.subfolder(name), at: innerPath, depth: depth + 1, for: &visitor)
            } catch {
                if error.code != .notFound { visitor.add(error) }
            }
        }
    }

    /// Holds documents back whose done file is not there, and takes no done file for a document.
    private static func applyDoneFiles(_ suffix: String, to entries: inout [ScannedEntry]) {
        let ending = Array(suffix.utf8)
        let done = Set(
            entries.compactMap { entry in
                let name = entry.path.name.bytes
                return entry.identity.kind == .regular && name.count > ending.count
                    && name.suffix(ending.count) == ending[...]
                    ? Array(name.dropLast(ending.count)) : nil
            }
        )
        entries = entries.map { entry in
            guard entry.verdict == .candidate else { return entry }
            let name = entry.path.name.bytes
            if name.count > ending.count, name.suffix(ending.count) == ending[...] {
                return ScannedEntry(
                    path: entry.path,
                    identity: entry.identity,
                    verdict: .ignored(pattern: "*\(suffix)")
                )
            }
            guard !done.contains(name) else { return entry }
            return ScannedEntry(path: entry.path, identity: entry.identity, verdict: .unfinished)
        }
    }

    private func verdict(on identity: FileIdentity) -> ScannedEntry.Verdict {
        switch identity.kind {
        case .regular where identity.size > options.maximumSize: .refused(.tooLarge(limit: options.maximumSize))
        case .regular: .candidate
        case .folder: .refused(.tooDeep(limit: options.maximumDepth))
        case .symbolicLink: .refused(.symbolicLink)
        case .pipe: .refused(.pipe)
        case .socket: .refused(.socket)
        case .device: .refused(.device)
        }
    }
}
