import CCrypto
import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

#if canImport(Glibc)
import Glibc
#endif

/// Results that are too large for a row: one file each, in a folder beside the database, named for its SHA-256.
///
/// A file is whole or not there: it is written under another name, synced, and renamed into place. Two results that
/// are equal share one.
struct PayloadFolder: Sendable {
    /// Results up to this many bytes stay in their row.
    static let threshold = 64 << 10

    private let path: String

    init(database path: String) { self.path = path + "-payloads" }

    /// The name under which bytes are kept: 64 hexadecimal digits.
    static func name(of bytes: Data) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        let isDone = bytes.withUnsafeBytes { buffer in
            EVP_Digest(buffer.baseAddress, buffer.count, &digest, nil, EVP_sha256(), nil)
        }
        precondition(isDone == 1, "libcrypto has no SHA-256")
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Keeps bytes, on disk when this returns, and gives their name; it blocks.
    func keep(_ bytes: Data) throws(StoreError) -> String {
        let name = Self.name(of: bytes)
        let folder = "\(path)/\(name.prefix(2))"
        let place = "\(folder)/\(name)"
        if size(of: name) == Int64(bytes.count) {
            // Another may have put it there just now, and not yet have synced the folder.
            try syncFolder(folder)
            return name
        }
        try makeFolder(path)
        try makeFolder(folder)
        var template = Array("\(folder)/.\(name).XXXXXX".utf8CString)
        let file = mkstemp(&template)
        guard file >= 0 else { throw failure("make payload", folder) }
        let temporary = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        do throws(StoreError) {
            defer { close(file) }
            try write(bytes, to: file)
            guard fsync(file) == 0 else { throw failure("sync payload", temporary) }
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, place) == 0 else {
            let error = failure("rename payload", place)
            unlink(temporary)
            throw error
        }
        try syncFolder(folder)
        return name
    }

    /// Kept bytes, or why they cannot be had.
    func read(_ name: String) -> Result<Data, PayloadDefect> {
        let place = "\(path)/\(name.prefix(2))/\(name)"
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(filePath: place), options: .mappedIfSafe)
        } catch {
            return .failure(PayloadDefect(description: "its payload file \(name) cannot be read"))
        }
        guard Self.name(of: bytes) == name else {
            return .failure(PayloadDefect(description: "its payload file \(name) holds something else"))
        }
        return .success(bytes)
    }

    /// The size of a kept payload; nil where there is none.
    func size(of name: String) -> Int64? {
        var status = stat()
        guard stat("\(path)/\(name.prefix(2))/\(name)", &status) == 0 else { return nil }
        return Int64(status.st_size)
    }

    /// Deletes kept bytes, nothing where there are none; it blocks.
    func remove(_ name: String) throws(StoreError) {
        let place = "\(path)/\(name.prefix(2))/\(name)"
        guard unlink(place) == 0 || errno == ENOENT else { throw failure("delete payload", place) }
    }

    private func write(_ bytes: Data, to file: CInt) throws(StoreError) {
        var offset = 0
        while offset < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                Glibc.write(file, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
            }
            if written < 0 {
                if errno == EINTR { continue }
                throw failure("write payload", path)
            }
            offset += written
        }
    }

    private func makeFolder(_ folder: String) throws(StoreError) {
        if mkdir(folder, 0o700) == 0 {
            let parent = folder.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            let name = parent.joined(separator: "/")
            try syncFolder(name.isEmpty ? (folder.hasPrefix("/") ? "/" : ".") : name)
        } else if errno != EEXIST {
            throw failure("make payload folder", folder)
        }
    }

    private func syncFolder(_ folder: String) throws(StoreError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open payload folder", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("sync payload folder", folder) }
    }

    private func failure(_ operation: String, _ place: String) -> StoreError {
        let code: StoreError.Code =
            switch errno {
            case ENOSPC, EDQUOT: .full
            case EROFS, EACCES, EPERM: .readOnly
            default: .inputOutput
            }
        return StoreError(code, during: operation, detail: "\(place): system error \(errno)")
    }
}

/// Why a payload cannot be read.
struct PayloadDefect: Error, CustomStringConvertible {
    let description: String
}
