// A device that listens to the live stream.
import http from "node:http";
import { forget, keep } from "./house.mjs";

export class Ear {
  #request;

  // Resolves when the server has answered: from then on everything is heard. `heard` gets each live message.
  static open(device, binders, heard = () => {}) {
    const ear = new Ear();
    const after = binders.map(([binder, seq]) => `${binder}:${seq}`).join(",");
    return new Promise((resolve, reject) => {
      ear.#request = http.get(`${device.origin.replace("localhost", "127.0.0.1")}/api/v1/live?after=${after}`, {
        agent: false, headers: { Cookie: device.cookie, Accept: "text/event-stream", Host: new URL(device.origin).host },
      });
      ear.#request.once("error", reject);
      ear.#request.once("response", (response) => {
        if (response.statusCode !== 200) return reject(new Error(`live: ${response.statusCode}`));
        keep(ear);
        response.on("error", () => {}); // the end of a part ends the stream
        ear.#listen(response, heard);
        resolve(ear);
      });
    });
  }

  #listen(response, heard) {
    let rest = "";
    response.setEncoding("utf8").on("data", (chunk) => {
      const events = (rest + chunk).split("\n\n");
      rest = events.pop();
      for (const event of events) {
        const [, data] = /^data: ?(.*)$/m.exec(event) ?? [];
        if (data) heard(JSON.parse(data), Buffer.byteLength(event) + 2);
      }
    });
  }

  dispose() {
    forget(this);
    this.#request.on("error", () => {});
    this.#request.destroy();
  }
}
