/// A path of Windows or Unix in the two parts that STIX keeps apart.
struct FilePath {
    /// The name of the file; `nil` where the path is a folder's, and then there is a folder.
    let name: String?
    /// The folder; `nil` where the path has none.
    let folder: String?

    /// Takes a path apart at its last separator.
    init(_ path: String) {
        let isSeparator = { (character: Character) in character == "\\" || character == "/" }
        guard let last = path.lastIndex(where: isSeparator) else {
            (name, folder) = (path, nil)
            return
        }
        let after = path.index(after: last)
        // The folder of `/etc` and of `C:\x` keeps its separator: without it, it would be another one.
        let head = path[..<last]
        let parent = head.isEmpty || head.hasSuffix(":") ? path[..<after] : head
        name = after < path.endIndex ? String(path[after...]) : nil
        folder = String(parent)
    }
}
