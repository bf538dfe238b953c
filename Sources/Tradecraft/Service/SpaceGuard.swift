import Inbox

/// Says when so little space is left that no further document should be taken in.
struct SpaceGuard: Sendable {
    /// The folders that are written to.
    let folders: [SystemPath]
    /// The space that is to be left on each, in bytes; nil where it is not looked at.
    let floor: Int?

    /// Where there is too little space, and how much there is.
    struct Shortage: Sendable {
        let folder: SystemPath
        let free: UInt64
    }

    /// The first folder with too little space.
    ///
    /// - Parameter isShort: whether there was too little before: then a little more than the floor is asked for, so that
    ///   one small file does not change the answer.
    /// - Returns: the folder, and what is left there; nil where there is enough.
    func shortage(isShort: Bool) -> Shortage? {
        guard let floor else { return nil }
        let wanted = UInt64(floor) + (isShort ? UInt64(floor) / 20 : 0)
        for folder in folders {
            do throws(InboxError) {
                let free = try fileSystemRoom(at: folder).bytes
                if free < wanted { return Shortage(folder: folder, free: free) }
            } catch {
                // What is wrong with the folder is for those to say who write there.
                continue
            }
        }
        return nil
    }
}
