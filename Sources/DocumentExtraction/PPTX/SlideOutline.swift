/// The order of a presentation's slides.
final class SlideOutline: XMLEvents {
    /// The relationship ids of the slides, in order.
    private(set) var slideIDs: [String] = []

    /// The language that text has unless it says otherwise.
    private(set) var language: String?

    var isDone: Bool { slideIDs.count > 100_000 }

    func begin(_ element: XMLElement) {
        switch element.name.localName {
        case "sldId":
            // It has a number of its own too, which is also called id.
            if let id = element.attribute("id", inSpaceEndingWith: "/relationships") {
                slideIDs.append(id)
            }
        case "defRPr": language = language ?? element.attribute("lang")
        default: break
        }
    }

    func end(_: XMLName) {}

    func text(_: UnsafeBufferPointer<UInt8>) {}
}
