window.MathJax = {};
