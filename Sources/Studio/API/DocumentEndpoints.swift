extension Site {
  /// The OpenAPI document of all the others, `openapi.json` beside this file.
  var documentEndpoints: [Endpoint] {
    [
      .get("openapi.json") { request in
        try request.withoutQuery()
        return Answer(PackageResources.openapi_json, mediaType: "application/json")
      }
    ]
  }
}
