// What a page says of itself. Takes the width of the window.
const width = arguments[0];
const said = node => node.tagName.toLowerCase() + (node.id ? "#" + node.id : "") + [...node.classList].map(c => "." + c).join("");
return {
  url: location.href,
  heading: document.querySelector("h1")?.textContent.trim() ?? "",
  status: performance.getEntriesByType("navigation")[0].responseStatus,
  width: document.documentElement.scrollWidth,
  wide: [...document.querySelectorAll("body *")].filter(node => node.getBoundingClientRect().right > width + 1).map(said).slice(-4),
  elsewhere: performance.getEntriesByType("resource").map(entry => entry.name).filter(name => !name.startsWith(location.origin + "/")),
};
