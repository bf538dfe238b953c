/// The facts of a knowledge base while they are gathered: every list sorted by id, tactics in matrix order.
struct KnowledgeFacts {
    var domain: AttackDomain
    var version: String
    var released: String?
    var tactics: [Tactic] = []
    var techniques: [Technique] = []
    var retired: [RetiredTechnique] = []
    var groups: [Group] = []
    var software: [Software] = []
    var campaigns: [Campaign] = []
    var retiredEntities: [RetiredEntity] = []
    var mitigations: [Mitigation] = []
    var dataSources: [DataSource] = []
    var dataComponents: [DataComponent] = []
    var detectionStrategies: [DetectionStrategy] = []

    /// The techniques with the other end of two relations: their mitigations and their detections.
    func linkedTechniques() -> [Technique] {
        var position: [TechniqueID: Int] = [:]
        for (index, technique) in techniques.enumerated() {
            position[technique.id] = index
        }
        var linked = techniques
        for mitigation in mitigations {
            for index in mitigation.techniques.compactMap({ position[$0] }) {
                linked[index].mitigations.append(mitigation.id)
            }
        }
        for strategy in detectionStrategies {
            for index in strategy.techniques.compactMap({ position[$0] }) {
                linked[index].detections.append(strategy.name)
            }
        }
        return linked
    }
}
