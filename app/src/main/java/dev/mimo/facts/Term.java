package dev.mimo.facts;

import org.jspecify.annotations.Nullable;

/// What a fact is made of: something with a name, or a value. Equal terms are the same thing; the same thing may have
/// several names (`name`).
///
/// @param text the name as it was first given, the IRI, the value's lexical form, or the blank node's label
/// @param datatype a literal's, as an IRI; absent otherwise
/// @param language a literal's; absent otherwise
public record Term(TermKind kind, String text, @Nullable String datatype, @Nullable String language) {
    public static final String XSD = "http://www.w3.org/2001/XMLSchema#";
    public static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    /// What there is.
    public enum TermKind {
        /// Something known by a plain name.
        ENTITY,
        /// Something known by an IRI, as RDF has it.
        IRI,
        /// A value: text, a number, a day.
        LITERAL,
        /// Something without a name.
        BLANK
    }

    public static Term entity(String name) {
        return new Term(TermKind.ENTITY, name, null, null);
    }

    public static Term iri(String iri) {
        return new Term(TermKind.IRI, iri, null, null);
    }

    public static Term blank(String label) {
        return new Term(TermKind.BLANK, label, null, null);
    }

    public static Term literal(String lexical, String datatype) {
        return new Term(TermKind.LITERAL, lexical, datatype, null);
    }

    public static Term inLanguage(String lexical, String language) {
        return new Term(TermKind.LITERAL, lexical, RDF + "langString", language);
    }

    /// As people write it; `TermSyntax.read` makes the same term of it.
    @Override
    public String toString() {
        return TermSyntax.written(this);
    }
}
