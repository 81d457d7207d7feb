/// A small contract and batches that keep it, doubt it and break it.
enum Orders {
  static let contract = """
    apiVersion: v3.1.0
    kind: DataContract
    id: orders
    version: 1.4.0
    status: active
    schema:
      - name: orders
        properties:
          - name: id
            logicalType: integer
            required: true
            unique: true
          - name: amount
            logicalType: number
            required: true
            logicalTypeOptions:
              minimum: 0
              maximum: 100

    """

  /// The same with a second object.
  static let twoObjects =
    contract + """
        - name: items
          properties:
            - name: sku
              logicalType: string

      """

  /// `requird` and a version that is missing: two errors.
  static let wrongContract = """
    apiVersion: v3.1.0
    kind: DataContract
    id: orders
    status: active
    schema:
      - name: orders
        properties:
          - name: id
            logicalType: integer
            requird: true

    """

  static let good = "id,amount\n1,3.5\n2,0\n3,100\n"
  static let extraColumn = "id,amount,note\n1,3.5,a\n2,0,b\n"
  static let outOfRange = "id,amount\n1,3.5\n2,-3.5\n3,100\n"
  static let ragged = "id,amount\n1,3.5\n2\n3,100\n"

  /// What training computed of three requests, and what serving logged of them.
  static let train = "request_id,distance,city\n1,3.5,Ghent\n2,8.0,Lyon\n3,1.25,\n"
  static let serve = "request_id,distance,city\n3,1.25,Porto\n1,3.5,Ghent\n2,8.05,Lyon\n"

  static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(contract, "orders.odcs.yaml")
    try folder.write(twoObjects, "two.odcs.yaml")
    try folder.write(wrongContract, "wrong.odcs.yaml")
    try folder.write(good, "good.csv")
    try folder.write(extraColumn, "extra.csv")
    try folder.write(outOfRange, "range.csv")
    try folder.write(ragged, "ragged.csv")
    try folder.write(train, "train.csv")
    try folder.write(serve, "serve.csv")
    return folder
  }
}
