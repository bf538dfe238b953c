/// What a handler of XML is told, in the order of the document.
protocol XMLEvents: AnyObject {
    /// An element begins.
    func begin(_ element: XMLElement)
    /// An element ends.
    func end(_ name: XMLName)
    /// Text, in pieces of any size.
    func text(_ bytes: UnsafeBufferPointer<UInt8>)
    /// Whether the rest of the document is not needed.
    var isDone: Bool { get }
}
