// Reads bundles (a JSON list) from standard input and writes, for each, what the npm package fhir says of it.
// Usage: node fhir_reader.js FOLDER, where FOLDER/node_modules has the package.
const { Fhir } = require(`${process.argv[2]}/node_modules/fhir`);
const { Validator } = require(`${process.argv[2]}/node_modules/fhir/validator`);

const fhir = new Fhir();
const strict = { errorOnUnexpected: true };
const repeats = fhir.parser.parsedStructureDefinitions.Timing._properties.find((one) => one._name === "repeat");

// The package knows what Timing.repeat holds, but does not go into it by itself (its type is Element).
function ofRepeat(resource) {
  const repeat = resource.occurrenceTiming?.repeat;
  if (!repeat) return [];
  const validator = new Validator(fhir.parser, strict, resource.id, false, repeat);
  validator.validateProperties(repeat, repeats._properties, ["Timing", "repeat"]);
  return validator.response.messages;
}

const bundles = JSON.parse(require("fs").readFileSync(0, "utf-8"));
const told = bundles.map((bundle) => [
  ...fhir.validate(bundle, strict).messages,
  ...bundle.entry.flatMap((entry) => ofRepeat(entry.resource)),
]);
process.stdout.write(JSON.stringify(told));
