// What axe-core finds wrong with a page, in sentences.
const done = arguments[0];
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const told = node => node.target.join(" ") + " (" + [...node.any, ...node.all, ...node.none].map(check => check.message).join("; ") + ")";
axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }).then(
  result => done(result.violations.map(flaw => flaw.id + ": " + flaw.help + ": " + flaw.nodes.map(told).join(", "))),
  error => done(["axe failed: " + error]),
);
