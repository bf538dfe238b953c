/// Takes what comes out of a container, member by member.
package protocol MemberOutput {
    /// A file: its name within the container and its bytes.
    ///
    /// - Returns: Whether it was taken; otherwise nobody listens any more.
    func file(_ name: String, _ bytes: [UInt8]) -> Bool

    /// An address of the Web.
    ///
    /// - Returns: Whether it was taken.
    func reference(_ address: String) -> Bool
}
