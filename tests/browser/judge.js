// What axe-core finds wrong with a page, in sentences. Takes which rules are asked.
const [runOnly, done] = arguments;
const told = node => node.target.join(" ") + " (" + [...node.any, ...node.all, ...node.none].map(check => check.message).join("; ") + ")";
axe.run(document, { runOnly, resultTypes: ["violations"] }).then(
  result => done(result.violations.map(flaw => flaw.id + ": " + flaw.help + ": " + flaw.nodes.map(told).join(", "))),
  error => done(["axe failed: " + error]),
);
