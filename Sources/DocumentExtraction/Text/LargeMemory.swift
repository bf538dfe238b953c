import Glibc

/// Memory for a whole file.
enum LargeMemory {
    private static let smallest = 4 << 20

    /// Asks for large pages where memory is about to be filled from its start to its end.
    ///
    /// A page of 4 KiB at a time, half of the time of reading a large text went into the kernel's handing out of memory.
    static func prepare(_ memory: UnsafeMutableRawBufferPointer) {
        guard memory.count >= smallest, let base = memory.baseAddress else { return }
        let page = 4096
        let start = (Int(bitPattern: base) + page - 1) & ~(page - 1)
        let end = (Int(bitPattern: base) + memory.count) & ~(page - 1)
        // A wish: a kernel without large pages does as it did before.
        madvise(UnsafeMutableRawPointer(bitPattern: start), end - start, MADV_HUGEPAGE)
    }
}
