package searchroom.testnode;

import java.io.Reader;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.StemmerOverrideFilter;
import org.apache.lucene.analysis.pattern.PatternTokenizer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.AbstractCharFilterFactory;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.AbstractTokenizerFactory;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingCharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;
import org.tartarus.snowball.ext.EnglishStemmer;

/**
 * The parts of the full distribution's analysis-common module that our mappings name,
 * under their official names, over the same Lucene classes. For the test node only: the
 * minimal distribution leaves that module out but carries its classes.
 */
public final class MinimalAnalysisPlugin extends Plugin implements AnalysisPlugin {

    @Override
    public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
        Map<String, AnalysisProvider<TokenizerFactory>> tokenizers = new HashMap<>(KeyIndexAnalysis.TOKENIZERS);
        tokenizers.put("pattern", PatternFactory::new);
        return tokenizers;
    }

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        Map<String, AnalysisProvider<TokenFilterFactory>> filters = new HashMap<>(KeyIndexAnalysis.FILTERS);
        filters.put("asciifolding", AsciiFoldingFactory::new);
        filters.put("stemmer", StemmerFactory::new);
        filters.put("porter_stem", PorterStemFactory::new);
        filters.put("snowball", SnowballFactory::new);
        filters.put("stemmer_override", AnalysisPlugin.requiresAnalysisSettings(OverrideFactory::new));
        return filters;
    }

    @Override
    public Map<String, AnalysisProvider<CharFilterFactory>> getCharFilters() {
        return Map.of("mapping", AnalysisPlugin.requiresAnalysisSettings(MappingFactory::new));
    }

    private static final class MappingFactory extends AbstractCharFilterFactory
            implements NormalizingCharFilterFactory {
        private final NormalizeCharMap table;

        MappingFactory(IndexSettings index, Environment environment, String name, Settings settings) {
            super(name);
            NormalizeCharMap.Builder builder = new NormalizeCharMap.Builder();
            for (String rule : settings.getAsList("mappings")) {
                String[] sides = rule.split("=>", -1);
                if (sides.length != 2) {
                    throw new IllegalArgumentException("a rule is \"character => character\", not " + rule);
                }
                builder.add(sides[0].trim(), sides[1].trim());
            }
            table = builder.build();
        }

        @Override
        public Reader create(Reader text) {
            return new MappingCharFilter(table, text);
        }
    }

    private static final class PatternFactory extends AbstractTokenizerFactory {
        private final Pattern pattern;
        private final int group;

        PatternFactory(IndexSettings index, Environment environment, String name, Settings settings) {
            super(name);
            pattern = Pattern.compile(settings.get("pattern", "\\W+"));
            group = settings.getAsInt("group", -1);
        }

        @Override
        public Tokenizer create() {
            return new PatternTokenizer(pattern, group);
        }
    }

    private static final class AsciiFoldingFactory extends AbstractTokenFilterFactory
            implements NormalizingTokenFilterFactory {

        AsciiFoldingFactory(IndexSettings index, Environment environment, String name, Settings settings) {
            super(name);
        }

        @Override
        public TokenStream create(TokenStream tokens) {
            return new ASCIIFoldingFilter(tokens);
        }
    }

    private static final class PorterStemFactory extends AbstractTokenFilterFactory {

        PorterStemFactory(IndexSettings index, Environment environment, String name, Settings settings) {
            super(name);
        }

        @Override
        public TokenStream create(TokenStream tokens) {
            return new PorterStemFilter(tokens);
        }
    }

    private static final class StemmerFactory extends AbstractTokenFilterFactory {

        StemmerFactory(IndexSettings index, Environment environment, String name, Settings settings) {
            super(name);
            String language = settings.get("language", settings.get("name", "porter2"));
            if (language.toLowerCase(Locale.ROOT).equals("porter2") == false) {
                throw new IllegalArgumentException("the test node has the stemmer porter2 only, not " + language);
            }
        }

        @Override
        public TokenStream create(TokenStream tokens) {
            return new SnowballFilter(tokens, new EnglishStemmer());
        }
    }

    private static final class SnowballFactory extends AbstractTokenFilterFactory {
        private final String language;

        SnowballFactory(IndexSettings index, Environment environment, String name, Settings settings) {
            super(name);
            language = settings.get("language", "English");
        }

        @Override
        public TokenStream create(TokenStream tokens) {
            return new SnowballFilter(tokens, language);
        }
    }

    private static final class OverrideFactory extends AbstractTokenFilterFactory {
        private final StemmerOverrideFilter.StemmerOverrideMap stems;

        OverrideFactory(IndexSettings index, Environment environment, String name, Settings settings)
                throws java.io.IOException {
            super(name);
            List<String> rules = Analysis.getWordList(environment, settings, "rules");
            StemmerOverrideFilter.Builder builder = new StemmerOverrideFilter.Builder(false);
            for (String rule : rules == null ? List.<String>of() : rules) {
                String[] sides = rule.split("=>", -1);
                if (sides.length != 2) {
                    throw new IllegalArgumentException("a rule is \"word => stem\", not " + rule);
                }
                for (String word : sides[0].split(",")) {
                    builder.add(word.trim(), sides[1].trim());
                }
            }
            stems = builder.build();
        }

        @Override
        public TokenStream create(TokenStream tokens) {
            return new StemmerOverrideFilter(tokens, stems);
        }
    }
}
