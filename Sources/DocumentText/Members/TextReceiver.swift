/// Takes a document's text as it arrives, so that it need not be in memory.
///
/// An extractor calls it from one thread: ``begin(_:textBytes:)`` once, then ``write(_:)`` any number of times. Pieces end
/// anywhere, but all of them have been checked. When the extraction fails meanwhile, nothing more comes.
package protocol TextReceiver: AnyObject, Sendable {
    /// A document whose text is to come.
    ///
    /// - Parameters:
    ///   - document: What is known of it; its text is empty.
    ///   - textBytes: How many bytes of UTF-8 the text has.
    /// - Throws: Why the text cannot be taken; the extraction ends with it.
    func begin(_ document: ExtractedDocument, textBytes: Int) throws(ExtractionError)

    /// The next bytes of the text.
    ///
    /// - Throws: Why they cannot be taken; the extraction ends with it.
    func write(_ bytes: ArraySlice<UInt8>) throws(ExtractionError)
}
