/// Where a rejected entry and its reason are.
package struct RejectedFile: Hashable, Sendable {
    /// Where the entry is now; `nil` when it is no longer there, or was rejected before and has since been taken away.
    package let path: SystemPath?
    /// Where the reason is; `nil` when the entry had vanished before it could be rejected, so that nothing was written.
    package let reason: SystemPath?
    /// Whether the entry had to be left in the inbox: the caller remembers its identity and leaves it out from then on.
    package let remainsInInbox: Bool
}
