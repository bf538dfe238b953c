/// Takes the files out of a container, as they arrive.
///
/// An extractor calls it from one thread, member by member: ``begin(_:number:)``, ``write(_:)`` any number of times, ``end()``.
/// When the extraction fails, or is cancelled, in the middle of a member, ``end()`` is not called for it.
package protocol MemberReceiver: AnyObject, Sendable {
    /// A file begins.
    ///
    /// - Parameters:
    ///   - name: Its name within the container.
    ///   - number: How many members, references among them, came before it.
    /// - Throws: Why the file cannot be taken; the extraction ends with it.
    func begin(_ name: String, number: Int) throws(ExtractionError)

    /// The next bytes of the file that has begun.
    func write(_ bytes: ArraySlice<UInt8>) throws(ExtractionError)

    /// The file that has begun is complete.
    func end() throws(ExtractionError)
}
