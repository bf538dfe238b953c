/// The address in a property list that is XML.
enum PropertyListAddress {
    /// The text of the string after the first key `URL`.
    static func find(in bytes: [UInt8]) -> [UInt8]? {
        let events = Events()
        _ = XMLScanner.scan(bytes, events)
        return events.address
    }

    private final class Events: XMLEvents {
        private(set) var address: [UInt8]?
        private var collected: [UInt8] = []
        private var isCollecting = false
        private var isNext = false

        var isDone: Bool { address != nil }

        func begin(_ element: XMLElement) {
            collected = []
            let name = element.name.localName
            isCollecting = name == "key" || (isNext && name == "string")
        }

        func end(_ name: XMLName) {
            guard isCollecting else { return }
            isCollecting = false
            if isNext, name.localName == "string" {
                address = collected
            } else {
                isNext = collected.elementsEqual("URL".utf8)
            }
        }

        func text(_ bytes: UnsafeBufferPointer<UInt8>) {
            guard isCollecting, collected.count + bytes.count <= 1 << 16 else { return }
            collected.append(contentsOf: bytes)
        }
    }
}
