/** Real servers and databases for the tests of the gallery, one for all tests of a class. */
package dev.leakcheck.examples.support;
