import HtmlWebpackPlugin from 'html-webpack-plugin'

export default {
  mode: 'development',
  output: { publicPath: '/' },
  module: { rules: [{ test: /\.css$/, use: ['style-loader', 'css-loader'] }] },
  plugins: [new HtmlWebpackPlugin({ template: 'src/index.html' })],
  devServer: {
    historyApiFallback: true,
    // the address of the page, and not the port of this server
    client: { webSocketURL: 'auto://0.0.0.0:0/ws' },
  },
}
