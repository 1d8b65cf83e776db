//! OpenAPI documents of any size.

use std::fmt::Write;

/// How many operations a resource has.
const PER_RESOURCE: usize = 5;

/// A document of as many operations, in YAML. Every resource is like every other, and has a model,
/// an enumeration and a kind of identifier of its own: twice the operations are twice the document.
pub(crate) fn document(operations: usize) -> String {
    let mut paths = String::new();
    let mut schemas = String::new();
    for resource in 0..operations.div_ceil(PER_RESOURCE) {
        write(&mut paths, PATHS, resource);
        write(&mut schemas, SCHEMAS, resource);
    }
    format!("{HEAD}paths:\n{paths}components:\n{SECURITY}  schemas:\n{schemas}")
}

fn write(text: &mut String, template: &str, resource: usize) {
    // The digits of the number as letters, which names and the prefixes of identifiers consist of.
    let letters: String = format!("{resource:03x}")
        .chars()
        .filter_map(|digit| digit.to_digit(16))
        .filter_map(|digit| char::from_digit(digit + 10, 36))
        .collect();
    let (name, prefix) = (format!("Thing{letters}"), letters.to_uppercase());
    let text_of_resource = template.replace("{Thing}", &name).replace("{PREFIX}", &prefix);
    write!(text, "{text_of_resource}").expect("a string takes everything");
}

const HEAD: &str = "\
openapi: 3.0.3
info:
  title: Synthetic
  version: 1.0.0
  description: An API of things that are all alike.
servers:
  - url: https://api.example.com
security:
  - basic: []
";

const SECURITY: &str = "  securitySchemes:
    basic:
      type: http
      scheme: basic
";

const PATHS: &str = "  /v1/{Thing}s:
    post:
      operationId: Create{Thing}
      tags: [{Thing}s]
      summary: Creates a thing.
      description: |-
        What is not said here is left as it is. The thing exists as soon as the response arrives,
        but what it refers to may take [a moment](https://www.example.com/docs/moment) longer.
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [FriendlyName]
              properties:
                FriendlyName:
                  description: What people call it.
                  type: string
                Attributes:
                  description: Whatever else is known about it, as JSON.
                Tags:
                  description: Words to find it by.
                  type: array
                  items:
                    type: string
                Status:
                  $ref: '#/components/schemas/{Thing}Status'
                CallbackMethod:
                  description: How the callback is called.
                  type: string
                  enum: [GET, POST]
      responses:
        '201':
          description: The thing.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/{Thing}'
    get:
      operationId: List{Thing}s
      tags: [{Thing}s]
      summary: Lists things.
      parameters:
        - name: Status
          in: query
          description: Only things of this status.
          schema:
            $ref: '#/components/schemas/{Thing}Status'
        - name: PageSize
          in: query
          description: How many things to return.
          schema:
            type: integer
            format: int64
            minimum: 1
            maximum: 1000
      responses:
        '200':
          description: The things.
          content:
            application/json:
              schema:
                type: array
                items:
                  $ref: '#/components/schemas/{Thing}'
  /v1/{Thing}s/{Sid}:
    parameters:
      - name: Sid
        in: path
        description: Which thing.
        required: true
        schema:
          $ref: '#/components/schemas/{Thing}Sid'
    get:
      operationId: Fetch{Thing}
      tags: [{Thing}s]
      summary: Fetches a thing.
      responses:
        '200':
          description: The thing.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/{Thing}'
    post:
      operationId: Update{Thing}
      tags: [{Thing}s]
      summary: Changes a thing.
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              properties:
                FriendlyName:
                  description: What people call it.
                  type: string
                Attributes:
                  description: Whatever else is known about it, as JSON.
                Priority:
                  description: How urgent it is.
                  type: integer
      responses:
        '200':
          description: The thing after the change.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/{Thing}'
    delete:
      operationId: Delete{Thing}
      tags: [{Thing}s]
      summary: Deletes a thing.
      responses:
        '204':
          description: It is gone.
";

const SCHEMAS: &str = "    {Thing}Sid:
      description: Identifies a thing.
      type: string
      minLength: 35
      maxLength: 35
      pattern: ^{PREFIX}[0-9a-fA-F]{32}$
    {Thing}Status:
      description: What a thing is doing.
      type: string
      enum: [queued, in-progress, completed, failed]
    {Thing}:
      description: A thing as the API reports it.
      type: object
      required: [sid, friendly_name]
      properties:
        sid:
          $ref: '#/components/schemas/{Thing}Sid'
        friendly_name:
          description: What people call it.
          type: string
        status:
          $ref: '#/components/schemas/{Thing}Status'
        attributes:
          description: Whatever else is known about it.
          nullable: true
        tags:
          description: Words to find it by.
          type: array
          items:
            type: string
        priority:
          description: How urgent it is.
          type: integer
          nullable: true
        date_created:
          description: When it was created.
          type: string
          format: date-time
          nullable: true
        url:
          description: Where it is.
          type: string
          format: uri
          nullable: true
        links:
          description: Where what belongs to it is.
          type: object
          format: uri-map
          nullable: true
          additionalProperties:
            type: string
            format: uri
";
