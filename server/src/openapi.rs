//! The OpenAPI document at `/api/v1/openapi.json`: every route, body, error code and the session it needs,
//! so that a stranger can write a client from it (design §5).
//!
//! Built from one table of routes (`table`) and from the schemas that `domain` derives. A test holds the
//! table and the router together.

mod table;

use axum::Json;
use domain::api::{ErrorBody, ErrorCode};
use utoipa::openapi::path::{OperationBuilder, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::{ArrayBuilder, ComponentsBuilder, KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    Content, HttpMethod, InfoBuilder, OpenApi, OpenApiBuilder, Paths, Ref, RefOr, Required, Schema,
};
use utoipa::{PartialSchema, ToSchema};

use crate::error::status_of;
use table::{Answer, Query, Route, Session};

/// A schema for a body, and the schemas it refers to.
type Shape = fn(&mut Vec<(String, RefOr<Schema>)>) -> RefOr<Schema>;

/// The document, as a route answers it.
pub(crate) async fn serve() -> Json<OpenApi> {
    Json(document())
}

/// The routes the document describes: method and path.
pub fn routes() -> impl Iterator<Item = (&'static str, &'static str)> {
    table::all().map(|route| (route.method, route.path))
}

/// Makes the document.
#[must_use]
pub fn document() -> OpenApi {
    let mut schemas = Vec::new();
    let error = one::<ErrorBody>(&mut schemas);
    let mut paths = Paths::new();
    for route in table::all() {
        paths.add_path_operation(route.path, vec![method(route.method)], operation(route, &error, &mut schemas));
    }
    let cookie = ApiKeyValue::with_description(
        "__Host-parmen",
        "Set by POST /api/v1/session and POST /api/v1/sign-in/finish (staff) and POST /api/v1/pairings/redeem (an owner's phone). HttpOnly, Secure, \
         SameSite=Strict.",
    );
    let components = ComponentsBuilder::new()
        .schemas_from_iter(schemas)
        .security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)))
        .build();
    let info = InfoBuilder::new().title("Pärmen").version("1").description(Some(table::DESCRIPTION)).build();
    OpenApiBuilder::new().info(info).paths(paths).components(Some(components)).build()
}

fn method(name: &str) -> HttpMethod {
    match name {
        "POST" => HttpMethod::Post,
        "PUT" => HttpMethod::Put,
        "DELETE" => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}

fn operation(
    route: &Route,
    error: &RefOr<Schema>,
    schemas: &mut Vec<(String, RefOr<Schema>)>,
) -> OperationBuilder {
    let mut operation = OperationBuilder::new()
        .summary(Some(route.summary))
        .description(Some(route.session.in_words()))
        .operation_id(Some(route.name))
        .parameters(Some(parameters(route)));
    if route.session != Session::None {
        operation = operation.security(SecurityRequirement::new("session", Vec::<String>::new()));
    }
    if let Some(shape) = route.body {
        let content = Content::new(Some(shape(schemas)));
        let body = RequestBodyBuilder::new().required(Some(Required::True)).content("application/json", content);
        operation = operation.request_body(Some(body.build()));
    }
    if route.jpeg {
        let body = RequestBodyBuilder::new()
            .required(Some(Required::True))
            .content("image/jpeg", Content::new(Some(bytes())));
        operation = operation.request_body(Some(body.build()));
    }
    operation = answer(operation, route, schemas);
    let mut codes: Vec<(u16, Vec<String>)> = Vec::new();
    for code in route.codes() {
        let (status, name) = (status_of(code).as_u16(), wire_name(code));
        match codes.iter_mut().find(|(known, _)| *known == status) {
            Some((_, names)) => names.push(name),
            None => codes.push((status, vec![name])),
        }
    }
    for (status, names) in codes {
        let said = format!("`code`: {}", names.join(", "));
        let response = ResponseBuilder::new()
            .description(said)
            .content("application/json", Content::new(Some(error.clone())));
        operation = operation.response(status.to_string(), response.build());
    }
    operation
}

fn answer(
    operation: OperationBuilder,
    route: &Route,
    schemas: &mut Vec<(String, RefOr<Schema>)>,
) -> OperationBuilder {
    match route.answer {
        Answer::Nothing => operation.response("204", ResponseBuilder::new().description("Done.").build()),
        Answer::NothingOr(shape) => {
            let content = Content::new(Some(shape(schemas)));
            let response =
                ResponseBuilder::new().description("Done here; go on there.").content("application/json", content);
            let done = ResponseBuilder::new().description("Done.").build();
            operation.response("204", done).response("200", response.build())
        }
        Answer::Json(shape) => {
            let content = Content::new(Some(shape(schemas)));
            let response = ResponseBuilder::new().description("The answer.").content("application/json", content);
            operation.response("200", response.build())
        }
        Answer::Jpeg => {
            let response = ResponseBuilder::new()
                .description("The picture.")
                .content("image/jpeg", Content::new(Some(bytes())));
            operation.response("200", response.build())
        }
        Answer::Stream(shape) => {
            let content = Content::new(Some(shape(schemas)));
            let response = ResponseBuilder::new()
                .description("Server-sent events named `live`; each `data` is one of these as JSON. A comment every 25 seconds.")
                .content("text/event-stream", content);
            operation.response("200", response.build())
        }
    }
}

fn parameters(route: &Route) -> Vec<Parameter> {
    let named = |name: &str, place: ParameterIn, required: bool, words: &str, format: Schema| {
        ParameterBuilder::new()
            .name(name)
            .parameter_in(place)
            .required(if required { Required::True } else { Required::False })
            .description(Some(words))
            .schema(Some(format))
            .build()
    };
    let text = || ObjectBuilder::new().schema_type(Type::String).build().into();
    let id = || {
        let format = SchemaFormat::KnownFormat(KnownFormat::Uuid);
        ObjectBuilder::new().schema_type(Type::String).format(Some(format)).build().into()
    };
    let in_path = route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let path = in_path.map(|name| {
        let of = if name == "id" { "binder" } else { name };
        named(name, ParameterIn::Path, true, &format!("The {of}'s id."), id())
    });
    let query = |query: &Query| named(query.name, ParameterIn::Query, query.required, query.words, text());
    path.chain(route.query.iter().map(query)).collect()
}

/// An error code as it stands on the wire.
fn wire_name(code: ErrorCode) -> String {
    serde_json::to_value(code).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// One object.
fn one<T: ToSchema>(schemas: &mut Vec<(String, RefOr<Schema>)>) -> RefOr<Schema> {
    schemas.push((T::name().into_owned(), T::schema()));
    T::schemas(schemas);
    Ref::from_schema_name(T::name()).into()
}

/// A list of objects.
fn list<T: ToSchema>(schemas: &mut Vec<(String, RefOr<Schema>)>) -> RefOr<Schema> {
    let item = one::<T>(schemas);
    ArrayBuilder::new().items(item).into()
}

/// Bytes as they are.
fn bytes() -> RefOr<Schema> {
    let binary = SchemaFormat::KnownFormat(KnownFormat::Binary);
    ObjectBuilder::new().schema_type(Type::String).format(Some(binary)).into()
}

/// Something that has no schema of its own.
fn any(_: &mut Vec<(String, RefOr<Schema>)>) -> RefOr<Schema> {
    serde_json::Value::schema()
}
