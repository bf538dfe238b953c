/// A folder of files to be published under an id.
package struct Publication: Sendable {
    /// Whose folder it is: the same id means the same publication, for ever.
    package let id: FileName
    /// The names that the folder may get, in the order in which they are tried.
    package let names: [FileName]
    /// The files, each with a name of its own.
    package let files: [File]

    /// One file of a folder.
    package struct File: Sendable {
        /// The file's name.
        package let name: FileName
        /// The file's content.
        package let bytes: [UInt8]

        /// A file of these bytes.
        package init(name: FileName, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// The files of the report on one document.
    ///
    /// The folder is called `<document>--<short id>`, the document's name made safe for every file system and screen;
    /// should a folder of that name belong to another publication, `<document>--<id>`.
    /// - Parameters:
    ///   - id: whose folder it is; letters, digits and dashes.
    ///   - shortID: a part of the id that people can tell folders apart by.
    ///   - document: the document's original name.
    ///   - files: the files, each with a name of its own.
    package init(id: FileName, shortID: String, document: FileName, files: [File]) {
        let names = [shortID, id.text].compactMap { FileName(SafeFolderName.make(from: document, suffix: $0)) }
        precondition(names.count == 2, "an id that cannot end a folder's name: \(id), \(shortID)")
        self.id = id
        self.names = names
        self.files = files
    }

    /// The empty file that says whose folder it is.
    var marker: FileName {
        guard let name = FileName(".publication-\(id.text)") else {
            preconditionFailure("an id that cannot be part of a file's name: \(id)")
        }
        return name
    }
}

/// A folder in the outbox.
package struct PublishedFolder: Hashable, Sendable {
    /// Where it is.
    package let path: SystemPath
    /// What it is called.
    package let name: FileName
    /// How many calls of this publication waited for the disk.
    package let fsyncs: Int
    /// Whether an earlier attempt had published it.
    package let wasPublished: Bool
}

/// One step of a publication; a crash may come before any of them.
package enum PublicationStep: Hashable, Sendable {
    /// Make the hidden staging folder.
    case makeStaging
    /// Write the empty file that says whose folder it is.
    case writeMarker
    /// Write a file.
    case writeFile(FileName)
    /// Wait until a file is on the disk.
    case synchronizeFile(FileName)
    /// Wait until everything is on the disk.
    case synchronizeFileSystem
    /// Wait until the staging folder's entries are on the disk.
    case synchronizeStaging
    /// Rename the staging folder into place.
    case rename
    /// Wait until the name in the outbox is on the disk.
    case synchronizeOutbox
}
