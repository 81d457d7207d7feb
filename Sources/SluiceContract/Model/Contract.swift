/// A data contract: one Open Data Contract Standard document, read, checked and typed.
package struct Contract: Sendable {
  package var apiVersion: String
  package var id: String
  package var version: String
  package var name: String?
  package var status: String?
  /// The tables that are promised, in document order.
  package var objects: [SchemaObject]

  /// The line of the standard that `apiVersion` names.
  package var standard = StandardVersion.v3_2
  package var tenant: String?
  package var domain: String?
  package var dataProduct: String?
  package var tags: [String] = []
  package var description: ContractDescription?
  package var context: Context?
  package var servers: [Server] = []
  package var support: [SupportChannel] = []
  package var price: Price?
  package var team: Team?
  package var roles: [Role] = []
  package var slaDefaultElement: String?
  package var serviceLevels: [ServiceLevel] = []
  package var authoritativeDefinitions: [AuthoritativeDefinition] = []
  package var customProperties: [CustomProperty] = []
  package var contractCreatedTs: String?
  package var settings = ContractSettings()
  package var marks = Marks(whole: .start)

  package init(apiVersion: String, id: String, version: String, objects: [SchemaObject] = []) {
    self.apiVersion = apiVersion
    self.id = id
    self.version = version
    self.objects = objects
  }

  /// The object of that name; names compare as UTF-8.
  package func object(named name: String) -> SchemaObject? {
    objects.first { $0.name.utf8.elementsEqual(name.utf8) }
  }

  /// The server of that name; names compare as UTF-8.
  package func server(named name: String) -> Server? {
    servers.first { $0.server.utf8.elementsEqual(name.utf8) }
  }
}

/// What a contract is for (`description`).
package struct ContractDescription: Sendable {
  package var usage: String?
  package var purpose: String?
  package var limitations: String?
  package var authoritativeDefinitions: [AuthoritativeDefinition]
  package var customProperties: [CustomProperty]
}

/// What a reader, human or machine, must know to use the data (`context`, since v3.2).
package struct Context: Sendable {
  package struct Statement: Sendable {
    package var id: String?
    /// The question, or the constraint.
    package var text: String
    package var answer: String?
    package var tags: [String]
    package var authoritativeDefinitions: [AuthoritativeDefinition]
    package var customProperties: [CustomProperty]
    package var marks: Marks
  }

  package var instructions: String?
  package var verifiedStatements: [Statement]
  package var constraints: [Statement]
}
