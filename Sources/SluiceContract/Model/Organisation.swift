// Who stands behind a contract, what it costs and what service it promises.

/// Who is responsible (`team`); the deprecated list of members is a team without a name.
package struct Team: Sendable {
  package var id: String?
  package var name: String?
  package var description: String?
  package var members: [Member]
  package var tags: [String]
  package var authoritativeDefinitions: [AuthoritativeDefinition]
  package var customProperties: [CustomProperty]
  package var marks: Marks

  package struct Member: Sendable {
    package var id: String?
    package var username: String
    package var name: String?
    package var description: String?
    package var role: String?
    package var dateIn: String?
    package var dateOut: String?
    package var replacedByUsername: String?
    package var tags: [String]
    package var authoritativeDefinitions: [AuthoritativeDefinition]
    package var customProperties: [CustomProperty]
    package var marks: Marks
  }
}

/// Where help is found (`support`).
package struct SupportChannel: Sendable {
  package var id: String?
  /// As the tool and the address, for reports: with variables in place of their values.
  package var channel: String
  package var url: String?
  package var description: String?
  package var tool: String?
  package var scope: String?
  package var invitationUrl: String?
  package var customProperties: [CustomProperty]
  package var marks: Marks
}

/// What the data costs (`price`).
package struct Price: Sendable {
  package var id: String?
  package var amount: ExactDecimal?
  package var currency: String?
  package var unit: String?
  package var marks: Marks
}

/// One promise about the service (`slaProperties`).
package struct ServiceLevel: Sendable {
  package var id: String?
  package var property: String
  package var value: Scalar
  package var valueExt: Scalar?
  package var unit: String?
  /// `object.column`, or several with commas between, as written.
  package var element: String?
  package var driver: String?
  package var description: String?
  package var scheduler: String?
  package var schedule: String?
  package var authoritativeDefinitions: [AuthoritativeDefinition]
  package var customProperties: [CustomProperty]
  package var marks: Marks
}
