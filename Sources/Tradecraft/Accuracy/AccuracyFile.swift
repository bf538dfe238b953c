package import Inbox

/// Pictures of an evaluation, as files.
package enum AccuracyFile {
    /// Writes a picture, whole or not at all.
    ///
    /// - Throws: ``StartupError`` where the file cannot be written.
    package static func write(_ picture: ReliabilityDiagram, to path: SystemPath) throws(StartupError) {
        do throws(InboxError) {
            try FileBytes.replace(path, with: Array(picture.svg.utf8))
        } catch {
            throw StartupError(error, "the picture")
        }
    }
}
