document.title += " (counted)";
