import CLinux
import Glibc

/// The name of the network file system that holds `path` ("NFS", "SMB2", "sshfs"); `nil` when it is a local one.
///
/// - Throws: when the kernel cannot say, for example because `path` does not exist.
package func networkFileSystemName(of path: SystemPath) throws(InboxError) -> String? {
    var type: Int64 = 0
    let status = path.withCString { clinux_file_system_type($0, &type) }
    guard status == 0 else { throw InboxError(systemError: -status, during: "find the file system", path: path) }
    guard type == fuse else { return networkFileSystems[type] }
    // FUSE carries local file systems (ntfs-3g, virtiofs) as well as sshfs and its like: only the mount table tells.
    guard let name = try mountedType(of: path) else { return nil }
    let subtype = name.split(separator: ".").last.map(String.init) ?? name
    return networkFUSE.contains(subtype) ? subtype : nil
}

/// The bytes and inodes that may still be used on the file system that holds `path`.
package func fileSystemRoom(at path: SystemPath) throws(InboxError) -> (bytes: UInt64, inodes: UInt64) {
    var bytes: UInt64 = 0
    var inodes: UInt64 = 0
    let status = path.withCString { clinux_file_system_room($0, &bytes, &inodes) }
    guard status == 0 else { throw InboxError(systemError: -status, during: "find the free space", path: path) }
    return (bytes, inodes)
}

/// The type that the mount table gives for the file system that holds `path`.
private func mountedType(of path: SystemPath) throws(InboxError) -> String? {
    let device = try Folder(at: path).descriptor.identity(of: path).device
    let number = "\(clinux_device_major(device)):\(clinux_device_minor(device))"
    let table: SystemPath = "/proc/self/mountinfo"
    let opened = table.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    guard opened >= 0 else { throw InboxError(systemError: errno, during: "open the mount table", path: table) }
    let file = Descriptor(owning: opened)
    var bytes: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 << 10, alignment: 1)
    defer { buffer.deallocate() }
    while true {
        let count = try file.read(into: buffer, from: table)
        if count == 0 { break }
        bytes += buffer[..<count]
    }
    // 36 35 98:0 / /mnt rw,noatime master:1 - fuse.sshfs host:/home rw
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        let fields = line.split(separator: " ")
        guard fields.count > 2, fields[2] == number, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count
        else {
            continue
        }
        return String(fields[dash + 1])
    }
    return nil
}

private let fuse: Int64 = 0x6573_5546

/// The kinds of FUSE that reach over a network.
private let networkFUSE: Set<String> = [
    "sshfs", "s3fs", "rclone", "davfs", "davfs2", "gvfsd-fuse", "glusterfs", "cephfs", "ceph-fuse", "goofys", "gcsfuse",
    "blobfuse", "blobfuse2", "smbnetfs", "curlftpfs", "moosefs", "lizardfs", "seaweedfs", "juicefs", "mount-s3",
]

/// By the magic numbers of statfs(2).
private let networkFileSystems: [Int64: String] = [
    0x6969: "NFS",
    0xFF53_4D42: "CIFS",
    0xFE53_4D42: "SMB2",
    0x517B: "SMB",
    0x0102_1997: "9P",
    0x5346_414F: "AFS",
    0x6B41_4653: "AFS",
    0x7375_7245: "Coda",
    0x564C: "NCP",
    0x00C3_6400: "Ceph",
    0x0BD0_0BD0: "Lustre",
    0x1983_0326: "BeeGFS",
    0x7461_636F: "OCFS2",
    0x0116_1970: "GFS2",
    0x4750_4653: "GPFS",
    0x786F_4256: "VirtualBox shared folder",
]
