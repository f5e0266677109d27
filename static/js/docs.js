// Shows the document of the API; without JavaScript the page links to it.
const docs = document.querySelector("#docs");
window.SwaggerUIBundle({
  url: docs.dataset.schema,
  domNode: docs,
  deepLinking: true,
  docExpansion: "list",
  validatorUrl: null,
});
