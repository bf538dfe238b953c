/// The floor, the engine and, where there is one, a peer, measured one right after the other.
///
/// Ratios are made within a slot: the machine was then in about the same state for all of them.
struct EngineSlot {
    /// The floor.
    let floor: WorkloadFigures
    /// The engine.
    let engine: WorkloadFigures
    /// The peer; nil where none was measured.
    let peer: (peer: Peer, figures: PeerFigures)?
}
