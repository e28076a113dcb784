document.title = "clinic";
