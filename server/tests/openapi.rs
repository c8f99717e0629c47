//! The OpenAPI document: nothing that the router serves is missing in it.

use crate::support::stage::Stage;

#[test]
fn every_route_of_the_api_is_in_the_document() {
    let router = include_str!("../src/router.rs");
    let told: Vec<(&str, &str)> = server::openapi::routes().collect();
    let mut n_routes = 0;
    for line in router.lines().filter_map(|line| line.trim().strip_prefix(".route(\"")) {
        let (path, handlers) = line.split_once('"').unwrap();
        for (call, method) in [("get(", "GET"), ("post(", "POST"), ("delete(", "DELETE"), ("put(", "PUT")] {
            if handlers.contains(call) {
                n_routes += 1;
                assert!(told.contains(&(method, path)), "{method} {path} is not in openapi/table.rs");
            }
        }
    }
    assert_eq!(n_routes, told.len(), "the document tells of routes that are not there");
}

#[test]
fn everything_that_varies_in_a_path_is_told() {
    let document = serde_json::to_value(server::openapi::document()).unwrap();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for operation in methods.as_object().unwrap().values() {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let told: Vec<&str> =
                parameters.filter(|one| one["in"] == "path").map(|one| one["name"].as_str().unwrap()).collect();
            let named: Vec<&str> = path.split('{').skip(1).map(|part| part.split('}').next().unwrap()).collect();
            assert_eq!(told, named, "{path}");
        }
    }
}

#[tokio::test]
async fn the_document_is_whole() {
    let stage = Stage::new().await;
    let document = stage.get("/api/v1/openapi.json").await;
    let (text, json) = (document.text(), document.json());
    let schemas = json["components"]["schemas"].as_object().unwrap();
    for reference in text.split("#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name} is named and not told");
    }
    for (path, operations) in json["paths"].as_object().unwrap() {
        for operation in operations.as_object().unwrap().values() {
            let names = |place: &str| -> Vec<&str> {
                let all = operation["parameters"].as_array().unwrap().iter();
                all.filter(|one| one["in"] == place).map(|one| one["name"].as_str().unwrap()).collect()
            };
            let said: Vec<&str> = path.split(['{', '}']).skip(1).step_by(2).collect();
            assert_eq!(names("path"), said, "{path}");
        }
    }
    let op = &json["components"]["schemas"]["OpBody"]["oneOf"];
    let kinds: Vec<&str> = op
        .as_array()
        .unwrap()
        .iter()
        .map(|kind| kind["properties"]["kind"]["enum"][0].as_str().unwrap())
        .collect();
    for kind in &kinds {
        assert!(domain::Body::is_known(kind), "{kind}");
    }
    assert_eq!(kinds.len(), 34);
}

// R102: what a related person is given has these parts and no others. One more is a decision of its own: it must be
// shown to hold nothing that was said in a talk, and nobody else's lines (`domain/tests/interview.rs`).
#[tokio::test]
async fn a_copy_has_exactly_the_parts_that_are_made_for_its_reader() {
    let stage = Stage::new().await;
    let document = stage.get("/api/v1/openapi.json").await.json();
    let parts = |name: &str| {
        let properties = document["components"]["schemas"][name]["properties"].as_object().unwrap();
        properties.keys().cloned().collect::<Vec<String>>().join(" ")
    };
    assert_eq!(parts("Snapshot"), "call contacts made_at next_meeting owner_name signs well with_meeting");
    assert_eq!(parts("SharedSign"), "actions text");
    assert_eq!(parts("SharedMeeting"), "place starts");
    assert_eq!(parts("SharedContact"), "call_about entry hours name phone role");
    assert_eq!(parts("Reference"), "entry name phone");
}
